import type { CallerKind } from '#platform/auth/caller.js';
import type { Role, RoleGrant } from '#platform/auth/role.js';

/** A key that opens. */
export interface KeyFacts {
  readonly principal: string;
  readonly kind: CallerKind;
  /** The most that it may do in `namespace`; null where that is all its principal may. */
  readonly role: Role | null;
  readonly namespace: string;
  /** When it ends, in milliseconds since 1970; null where it does not. */
  readonly expiresAt: number | null;
}

/** What is written of a caller. */
export interface CallerFacts {
  /** Null where no key with that digest opens. */
  readonly key: KeyFacts | null;
  /** The roles that were granted to the principal by name. */
  readonly roles: readonly RoleGrant[];
  readonly closed: readonly string[];
  /** Whether anybody was ever given a key. */
  readonly anyKey: boolean;
  /** Whether the session was ended by a log-out, on whichever gateway. */
  readonly sessionEnded: boolean;
}

/** A session of a browser, as the register knows it. */
export interface SessionToEnd {
  /** The digest of its id: see `sessionDigest`. */
  readonly session: string;
  readonly principal: string;
  /** When its cookie ends by itself, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Where it is written who has which key and which role: a subgraph. */
export interface CallerRegister {
  /** Its name: what it has answered holds for as long as its revision is the same. */
  readonly subgraph: string;
  /**
   * What is written of whoever shows a key, or of whom another credential has shown the name.
   * @throws {PedigraphError} UNAVAILABLE where it does not answer
   */
  factsOf(question: {
    readonly keyDigest?: string;
    readonly principal?: string;
    readonly session?: string | undefined;
  }): Promise<CallerFacts>;
  /**
   * Ends a session on every gateway, from the next request on.
   * @throws {PedigraphError} UNAVAILABLE where it does not answer
   */
  endSession(session: SessionToEnd): Promise<void>;
}
