import { LRUCache } from 'lru-cache';
import { sha256 } from '#platform/digest/digest.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * Documents that clients have sent once, by their SHA-256: Apollo's automatic persisted queries.
 * @see https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export interface AutomaticDocuments {
  /** Remembers a document. @throws {PedigraphError} BAD_USER_INPUT where the hash is of something else. */
  remember(hash: string, document: string): void;
  recall(hash: string): string | undefined;
  /** How many are remembered. */
  readonly size: number;
}

/** What one takes beside its text, about: the hash, and the places in two tables. */
const ENTRY_BYTES = 400;

/** Remembers documents up to a size in bytes; a client sends again what was evicted. */
export function createAutomaticDocuments(maxBytes = 4 * 1024 * 1024): AutomaticDocuments {
  const documents = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (text) => ENTRY_BYTES + text.length * 2,
  });
  return {
    remember(hash, document) {
      const actual = sha256(document).slice('sha256:'.length);
      if (actual !== hash) {
        throw new PedigraphError(
          'BAD_USER_INPUT',
          `extensions.persistedQuery.sha256Hash must be the SHA-256 of the document in hex, ${actual}, but is ${hash.slice(0, 100)}.`,
        );
      }
      documents.set(hash, document);
    },
    recall: (hash) => documents.get(hash),
    get size() {
      return documents.size;
    },
  };
}
