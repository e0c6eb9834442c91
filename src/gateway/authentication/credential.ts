import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '#platform/auth/caller.js';

/** What a request shows of who sends it: an identity that is proved already, or a key that somebody has to know. */
export type Credential =
  | {
      readonly identity: Identity;
      /** The digest of the session that shows it, which may have been ended by a log-out. @default none */
      readonly session?: string;
    }
  /** @see apiKeyDigest */
  | { readonly keyDigest: string };

/**
 * Reads one kind of credential from the headers of a request; undefined where they hold none of that kind.
 * @throws {PedigraphError} UNAUTHENTICATED where they hold one of that kind, and it is wrong
 */
export type ReadCredential = (headers: IncomingHttpHeaders) => Credential | undefined | Promise<Credential | undefined>;
