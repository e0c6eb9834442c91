import { type Caller, isAuthenticated } from '#platform/auth/caller.js';
import type { Config } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { createAutomaticDocuments } from './automatic-documents.js';
import { readTrustedDocuments, type TrustedDocuments } from './read-trusted-documents.js';

/** How a client says which document is meant; nothing of it is checked yet. */
export interface MeantDocument {
  readonly query?: unknown;
  /** The id of one that the server has (GraphQL over HTTP, Appendix A: Persisted Documents). */
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** The documents that clients may have executed, by their texts or their ids. */
export interface Documents {
  /**
   * The text that is meant; what is no text is passed on for the server to refuse.
   * @throws {PedigraphError} DOCUMENT_NOT_TRUSTED where this caller may ask trusted documents alone;
   *   PERSISTED_QUERY_NOT_FOUND where nothing has the id; BAD_REQUEST, BAD_USER_INPUT where an id or a hash is malformed
   */
  resolve(meant: MeantDocument, caller: Caller): unknown;
}

/** Reads the trusted documents, where the configuration names any. */
export async function openDocuments(
  config: Pick<Config, 'trustedDocuments' | 'trustedDocumentsMode'>,
): Promise<Documents> {
  const { trustedDocuments: folder, trustedDocumentsMode: mode = 'only' } = config;
  if (folder === undefined) return createDocuments(null, () => true);
  const trusted = await readTrustedDocuments(folder);
  return createDocuments(trusted, (caller) => mode === 'anonymous-only' && isAuthenticated(caller));
}

/** @param maySendFree whether a caller may have any document executed, and send it once to name it later */
function createDocuments(trusted: TrustedDocuments | null, maySendFree: (caller: Caller) => boolean): Documents {
  const automatic = createAutomaticDocuments();
  return {
    resolve({ query, documentId, extensions }, caller) {
      const isSent = query !== undefined && query !== null && query !== '';
      const hash = hashIn(extensions);
      const id = documentId ?? hash;
      if (!isSent && id !== undefined) {
        if (typeof id !== 'string') throw new PedigraphError('BAD_REQUEST', 'documentId must be a text.');
        const known = trusted?.find(id);
        if (known !== undefined) return known;
        const remembered = maySendFree(caller) ? automatic.recall(id.replace(/^sha256:/, '')) : null;
        if (typeof remembered === 'string') return remembered;
        if (hash === undefined) throw unknownId(id, trusted);
        throw remembered === null ? notTrusted() : askAgain();
      }
      if (documentId !== undefined && documentId !== null)
        throw new PedigraphError('BAD_REQUEST', 'Send a documentId or a query, and not both.');
      if (typeof query !== 'string' || query === '') return query;
      if (!maySendFree(caller)) {
        if (trusted?.has(query)) return query;
        throw notTrusted();
      }
      if (hash !== undefined) automatic.remember(hash, query);
      return query;
    },
  };
}

function notTrusted(): PedigraphError {
  return new PedigraphError(
    'DOCUMENT_NOT_TRUSTED',
    'The server answers you trusted documents alone, and this is none: send the documentId of one of them, or have the document added (PEDIGRAPH_TRUSTED_DOCUMENTS).',
  );
}

function unknownId(id: string, trusted: TrustedDocuments | null): PedigraphError {
  const advice =
    trusted === null
      ? 'send the document itself as "query"'
      : 'have the document added (PEDIGRAPH_TRUSTED_DOCUMENTS), or send the id that its manifest gives it';
  return new PedigraphError('PERSISTED_QUERY_NOT_FOUND', `No document has the id "${id.slice(0, 100)}": ${advice}.`);
}

/** Apollo's clients look for this very message or code. */
function askAgain(): PedigraphError {
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
