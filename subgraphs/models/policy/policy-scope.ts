/** Names by the scopes that they are in. */
export interface NamesWithin {
  /** Whole names. */
  readonly models: readonly string[];
  /** What names begin with; empty for everything. */
  readonly beginnings: readonly string[];
}

/** The scopes a model is in, the closest first: `a/b/c`, `a/b/*`, `a/*`, `*`. */
export function scopesOf(model: string): string[] {
  const segments = model.split('/');
  const namespaces = segments.map((_, index) => [...segments.slice(0, index), '*'].join('/')).reverse();
  return [model, ...namespaces];
}

/** Which names are in one of these scopes: what `scopesOf` says, the other way round. */
export function namesWithin(scopes: readonly string[]): NamesWithin {
  const isOfMany = (scope: string) => scope === '*' || scope.endsWith('/*');
  return {
    models: scopes.filter((scope) => !isOfMany(scope)),
    beginnings: scopes.filter(isOfMany).map((scope) => scope.slice(0, -1)),
  };
}
