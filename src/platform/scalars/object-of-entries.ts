import { GraphQLError } from 'graphql';

/**
 * The object of entries `{ key, value }`, in which a key is any text.
 * @throws {GraphQLError} where they are no entries, or a key is there more than once
 */
export function objectOfEntries(entries: readonly unknown[]): Record<string, unknown> {
  const known = new Set<string>();
  for (const entry of entries) {
    if (!isEntry(entry)) throw misfit('each of its entries has a key, which is a text, and a value, and nothing else');
    if (known.has(entry.key)) throw misfit(`its entries have the key ${JSON.stringify(entry.key)} more than once`);
    known.add(entry.key);
  }
  // Not by assignment, which `__proto__` is not for.
  return Object.fromEntries((entries as readonly Entry[]).map(({ key, value }) => [key, value]));
}

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

function isEntry(entry: unknown): entry is Entry {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false;
  const { key, value, ...others } = entry as Readonly<Record<string, unknown>>;
  return typeof key === 'string' && value !== undefined && Object.keys(others).length === 0;
}

function misfit(expected: string): GraphQLError {
  return new GraphQLError(`A JSON object may be a list of entries, but ${expected}.`);
}
