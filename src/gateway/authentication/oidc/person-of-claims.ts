import { ANONYMOUS, type CallerKind, type Identity, SYSTEM } from '#platform/auth/caller.js';
import type { OidcSettings } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Who a provider's claims are about. */
export interface Person {
  readonly actor: string;
  readonly kind: Extract<CallerKind, 'USER' | 'SERVICE'>;
  /** Those of its groups that have a role here. */
  readonly groups: readonly string[];
}

/** Settings that say how claims are read. */
export type ClaimSettings = Pick<OidcSettings, 'actorClaim' | 'actorPrefix' | 'groupsClaim' | 'roles'>;

/** Claims of a token that was verified, or of a sign-in. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads who the claims are about.
 * @throws {PedigraphError} UNAUTHENTICATED where the claim that names the actor is missing, or no name.
 */
export function personOf(claims: Claims, settings: ClaimSettings): Person {
  const { actorClaim, actorPrefix, groupsClaim, roles } = settings;
  const named = claims[actorClaim];
  const actor = `${actorPrefix}${typeof named === 'string' ? named : ''}`;
  if (typeof named !== 'string' || named === '' || !isName(actor))
    throw refusal(
      `its claim ${actorClaim} (PEDIGRAPH_OIDC_ACTOR_CLAIM) is no name of 1 to 200 letters, digits and signs`,
    );
  if (RESERVED.has(actor)) throw refusal(`its claim ${actorClaim} is a name that this server gives to itself`);
  // Who may sign up at a provider under any address would else be whoever has that address elsewhere.
  if (actorClaim === 'email' && claims['email_verified'] !== true)
    throw refusal('its claim email is the actor, and email_verified is not true');
  const known = new Set(roles.map(({ group }) => group));
  // RFC 9068 §2.2: where no person granted anything, the client is its own subject.
  const kind = claims['client_id'] !== undefined && claims['client_id'] === claims['sub'] ? 'SERVICE' : 'USER';
  return { actor, kind, groups: groupsOf(claims, groupsClaim).filter((group) => known.has(group)) };
}

/** What a person is to the rest of the server, with the roles that the groups have by the settings of today. */
export function identityOf(
  { actor, kind, groups }: Person,
  roles: ClaimSettings['roles'],
  expiresAt: number,
): Identity {
  const grants = roles
    .filter(({ group }) => groups.includes(group))
    .map(({ role, namespace }) => Object.freeze({ role, namespace }));
  return Object.freeze({ actor, kind, grants: Object.freeze(grants), expiresAt });
}

/** Whoever asks without a name, the program itself, and the holder of the token without a name. */
const RESERVED: ReadonlySet<string> = new Set([ANONYMOUS.actor, SYSTEM.actor, 'token']);

/** No control, no direction, nothing invisible, and in one of the forms that Unicode has for the same text. */
function isName(text: string): boolean {
  return (
    text.length <= 200 &&
    /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+(?: [\p{L}\p{M}\p{N}\p{P}\p{S}]+)*$/u.test(text) &&
    text === text.normalize('NFC')
  );
}

/** The claim of that name, else the one that the path leads to: Keycloak's `realm_access.roles`. */
function groupsOf(claims: Claims, name: string): readonly string[] {
  const own = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Claims)[key] : undefined;
  const groups = own(claims, name) ?? name.split('.').reduce<unknown>(own, claims);
  return [groups].flat().filter((group) => typeof group === 'string');
}

function refusal(why: string): PedigraphError {
  return new PedigraphError('UNAUTHENTICATED', `What the provider says of the caller is not taken: ${why}.`);
}
