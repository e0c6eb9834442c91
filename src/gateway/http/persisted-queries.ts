import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Documents by the SHA-256 that clients send in their place. */
export interface PersistedQueries {
  /**
   * The document that a request means, by Apollo's protocol of automatic persisted queries: with a hash and a document
   * it is remembered, with a hash alone it is recalled. What is not a text is passed on for the server to refuse.
   * @throws {PedigraphError} PERSISTED_QUERY_NOT_FOUND, upon which a client sends the document too;
   * BAD_USER_INPUT where the hash is of something else.
   * @see https://www.apollographql.com/docs/apollo-server/performance/apq
   */
  resolve(query: unknown, extensions: unknown): unknown;
}

/** Caches documents up to a size in bytes; a client sends again what was evicted. */
export function createPersistedQueries(maxBytes = 4 * 1024 * 1024): PersistedQueries {
  const documents = new LRUCache<string, string>({ maxSize: maxBytes, sizeCalculation: (text) => text.length * 2 });
  return {
    resolve(query, extensions) {
      const hash = hashIn(extensions);
      if (hash === undefined) return query;
      if (query === undefined || query === null || query === '') {
        const known = documents.get(hash);
        if (known === undefined) throw notFound();
        return known;
      }
      if (typeof query !== 'string') return query;
      const actual = createHash('sha256').update(query).digest('hex');
      if (actual !== hash) {
        throw new PedigraphError(
          'BAD_USER_INPUT',
          `extensions.persistedQuery.sha256Hash must be the SHA-256 of the document in hex, ${actual}, but is ${hash.slice(0, 100)}.`,
        );
      }
      documents.set(hash, query);
      return query;
    },
  };
}

/** Apollo's clients look for this very message or code. */
function notFound(): PedigraphError {
  return new PedigraphError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

function hashIn(extensions: unknown): string | undefined {
  const persisted = (extensions as { persistedQuery?: { version?: unknown; sha256Hash?: unknown } } | null | undefined)
    ?.persistedQuery;
  if (persisted === null || typeof persisted !== 'object') return undefined;
  if (persisted.version !== 1 || typeof persisted.sha256Hash !== 'string') {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      'extensions.persistedQuery must be {"version": 1, "sha256Hash": the SHA-256 of the document in hex}.',
    );
  }
  return persisted.sha256Hash;
}
