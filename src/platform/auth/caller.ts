/**
 * The one in whose name a request is made. Part of every context from the edge to the database row, so that rights can
 * be added without new signatures.
 */
export interface Caller {
  /** The name written beside every fact: `anonymous`, or the name the token stands for. */
  readonly actor: string;
  /** What the caller may do. Today every caller has every right. */
  readonly rights: 'all';
}

/** The caller of a server that listens on loopback and asks for no token. */
export const ANONYMOUS: Caller = Object.freeze({ actor: 'anonymous', rights: 'all' });

/** The program itself: the projector, the example loader, migrations. */
export const SYSTEM: Caller = Object.freeze({ actor: 'pedigraph', rights: 'all' });
