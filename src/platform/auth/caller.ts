import { ALL_RIGHTS, type Rights } from './rights.js';
import type { RoleGrant } from './role.js';

/** What kind of caller asks; `SYSTEM` is the program itself. */
export const CALLER_KINDS = ['ANONYMOUS', 'USER', 'SERVICE', 'SYSTEM'] as const;

/** One of {@link CALLER_KINDS}. */
export type CallerKind = (typeof CALLER_KINDS)[number];

/** Who asks, as a credential proves it; what they may do is asked for afterwards. */
export interface Identity {
  /** The name written beside every fact: `anonymous`, or the name the credential stands for. */
  readonly actor: string;
  readonly kind: CallerKind;
  /** Roles that the credential itself brings: of a token of the settings, of groups that a provider names. */
  readonly grants?: readonly RoleGrant[] | undefined;
  /** What a provider allows the credential for (`scope`, RFC 8693 §4.2): `@requiresScopes` reads it. @default nothing */
  readonly scopes?: readonly string[] | undefined;
  /** When the credential ends, in milliseconds since 1970. @default never */
  readonly expiresAt?: number | undefined;
}

/** The one in whose name a request is made, from the edge to the database row. */
export interface Caller {
  readonly actor: string;
  readonly kind: CallerKind;
  readonly rights: Rights;
  /** See `Identity.scopes`. */
  readonly scopes?: readonly string[] | undefined;
  /** When the credential ends, in milliseconds since 1970. @default never */
  readonly expiresAt?: number | undefined;
}

/** The caller of a server that listens on loopback and has given nobody a credential. */
export const ANONYMOUS: Caller = Object.freeze({ actor: 'anonymous', kind: 'ANONYMOUS', rights: ALL_RIGHTS });

/** The program itself: the projector, the example loader, migrations. */
export const SYSTEM: Caller = Object.freeze({ actor: 'pedigraph', kind: 'SYSTEM', rights: ALL_RIGHTS });

/** Whether a credential has shown who it is. */
export function isAuthenticated({ kind }: Pick<Caller, 'kind'>): boolean {
  return kind !== 'ANONYMOUS';
}
