/** What a name is derived from: the namespace it is to stand in, and what people call the thing. */
export interface Naming {
  readonly namespace: string;
  readonly displayName: string;
}

/** The most characters of a name. */
const MAX_NAME = 200;

/** How many names are looked up at first; each time that all are taken, four times as many. */
const FIRST_CANDIDATES = 4;

/**
 * The name of a thing that has but a display name: the nearest text of the grammar of names, in the namespace itself. Where
 * it is taken, `-2`, `-3` and so on stands behind it: the first that is free.
 *
 * A display name is one segment whatever it holds, so `team/nightly` in `ml` becomes `ml/team-nightly`: its slashes do not
 * decide in which namespace the thing stands, and so who may see it.
 * @param takenAmong which of these names something has already; asked under a lock of the namespace
 */
export async function deriveName(
  naming: Naming,
  takenAmong: (candidates: readonly string[]) => Promise<readonly string[]>,
): Promise<string> {
  for (let [first, count] = [1, FIRST_CANDIDATES]; ; first += count, count *= 4) {
    const candidates = Array.from({ length: count }, (_, index) => candidate(naming, first + index));
    const taken = new Set(await takenAmong(candidates));
    const free = candidates.find((name) => !taken.has(name));
    if (free !== undefined) return free;
  }
}

function candidate({ namespace, displayName }: Naming, number: number): string {
  const before = namespace === '' ? '' : `${namespace}/`;
  const behind = number === 1 ? '' : `-${number}`;
  const room = MAX_NAME - before.length - behind.length;
  return `${before}${segmentOf(displayName)
    .slice(0, room)
    .replace(/[.-]+$/, '')}${behind}`;
}

/** The text as one segment of a name: accents dropped, every other run of foreign characters a `-`. */
function segmentOf(text: string): string {
  const segment = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[.-]+$/g, '');
  return segment === '' ? 'unnamed' : segment;
}
