/** What a caller needs for a field or a type of a supergraph: all of it. */
export interface Requirement {
  /** Whether the caller must have shown who it is (`@authenticated`). */
  readonly authenticated: boolean;
  /** Each of these needs one of its lists of scopes, whole (`@requiresScopes`). */
  readonly scopes: readonly Alternatives[];
  /** The same of policies (`@policy`). */
  readonly policies: readonly Alternatives[];
}

/** Lists of names: one of the lists is needed, and all that is in it. None at all is met by nobody. */
export type Alternatives = readonly (readonly string[])[];

/** What a caller may show. */
export interface Claims {
  readonly isAuthenticated: boolean;
  readonly hasScope: (scope: string) => boolean;
  readonly meetsPolicy: (policy: string) => boolean;
}

/** Whether the claims are all that is required. */
export function isMet({ authenticated, scopes, policies }: Requirement, claims: Claims): boolean {
  if (authenticated && !claims.isAuthenticated) return false;
  return (
    scopes.every((alternatives) => isOneMet(alternatives, claims.hasScope)) &&
    policies.every((alternatives) => isOneMet(alternatives, claims.meetsPolicy))
  );
}

/** Whether one of the lists is met, whole. */
export function isOneMet(alternatives: Alternatives, has: (name: string) => boolean): boolean {
  return alternatives.some((all) => all.every(has));
}

/** What meets every one of the requirements; null where that is nothing. */
export function allOf(requirements: readonly (Requirement | null | undefined)[]): Requirement | null {
  const given = requirements.filter((one) => one != null);
  if (given.length < 2) return given[0] ?? null;
  return {
    authenticated: given.some(({ authenticated }) => authenticated),
    scopes: distinct(given.flatMap(({ scopes }) => scopes)),
    policies: distinct(given.flatMap(({ policies }) => policies)),
  };
}

function distinct(all: readonly Alternatives[]): readonly Alternatives[] {
  return [...new Map(all.map((alternatives) => [JSON.stringify(alternatives), alternatives])).values()];
}
