import { createHash } from 'node:crypto';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { NAME_PATTERN } from '#platform/refs/ref.js';

/** Something of the store that needs a name here. */
export interface Named {
  readonly name: string;
  /** Told apart by this where two names become one; a short digest of the name where there is no id. */
  readonly id?: string | undefined;
  /** Milliseconds since 1970. The oldest keeps the plain name, so names stay what they were as a store grows. */
  readonly createdAt: number | null;
}

const MAX_LENGTH = 200;
const MAX_SEGMENTS = 6;

/** @throws {PedigraphError} BAD_USER_INPUT where `namespace` is no name, or leaves no room for one behind it. */
export function assertNamespace(namespace: string): void {
  if (NAME_PATTERN.test(namespace) && namespace.length <= MAX_LENGTH / 2 && namespace.split('/').length < MAX_SEGMENTS)
    return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a namespace of at most five segments of letters, digits, ".", "_" or "-", split by "/" and 100 characters long at most, but got ${JSON.stringify(namespace)}.`,
  );
}

/**
 * Gives every thing a name of its own under `namespace`: its MLflow name where that is one, else the nearest that is.
 * A name that is taken, too long or without a single usable letter gets the id behind it.
 */
export function assignNames<Thing extends Named>(namespace: string, things: readonly Thing[]): Map<Thing, string> {
  const names = new Map<Thing, string>();
  const taken = new Set<string>();
  for (const thing of [...things].sort(byAge)) {
    const id = slugSegment(thing.id ?? '') || createHash('sha256').update(thing.name).digest('hex').slice(0, 8);
    let name = nameOf(namespace, thing.name, '');
    for (let suffix = `-${id}`; name === null || taken.has(name); suffix += `-${id}`) {
      name = nameOf(namespace, thing.name, suffix);
    }
    taken.add(name);
    names.set(thing, name);
  }
  return names;
}

function byAge(a: Named, b: Named): number {
  return (a.createdAt ?? 0) - (b.createdAt ?? 0) || ((a.id ?? a.name) < (b.id ?? b.name) ? -1 : 1);
}

/** The name with `suffix` behind it; null where the plain name does not fit and so needs one. */
function nameOf(namespace: string, original: string, suffix: string): string | null {
  const room = MAX_LENGTH - namespace.length - 1 - suffix.length;
  const segments = original.split('/').map(slugSegment).filter(Boolean);
  const spare = MAX_SEGMENTS - namespace.split('/').length;
  const kept = [...segments.slice(0, spare - 1), segments.slice(spare - 1).join('-')].filter(Boolean).join('/');
  if (suffix === '') return kept === '' || kept.length > room ? null : `${namespace}/${kept}`;
  return `${namespace}/${kept.slice(0, room).replace(/[/.-]+$/, '') || 'unnamed'}${suffix}`;
}

/** One segment: accents dropped, every other run of foreign characters a `-`; empty where nothing is left. */
function slugSegment(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|-+$/g, '');
}
