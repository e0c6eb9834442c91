/** Characters that the value of a tag has at most. */
const MOST_CHARACTERS = 8_000;

/** The JSON list in a tag; empty where there is none, as whoever may tag can make it anything. */
export function listInTag(value: string | undefined): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(value ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** A list with one entry more as the value of a tag: the oldest entries are left out where it would be too long. */
export function tagOfList(before: readonly unknown[], entry: object): string {
  const entries = [...before, entry].map((one) => JSON.stringify(one));
  // Two brackets, and a comma before each but the first.
  let characters = entries.reduce((sum, { length }) => sum + length + 1, 1);
  let from = 0;
  for (; characters > MOST_CHARACTERS && from < entries.length - 1; from++) characters -= entries[from]!.length + 1;
  return `[${entries.slice(from).join(',')}]`;
}
