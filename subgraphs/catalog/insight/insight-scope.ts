/** Which part of the registry, and when. */
export interface InsightScope {
  /** A model, by name; null is any. */
  readonly model: string | null;
  /** A namespace, with those in it; null is all. */
  readonly namespace: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

/** The part of the registry that counts stand for under this key: all of it. */
export const EVERYTHING = '';

/**
 * Every part of the registry that a model belongs to, as the keys of their counts: all of it, each namespace around the
 * model (`fraud/`, `fraud/cards/`), and the model itself (`fraud/cards/detector`), which no name of a namespace is.
 */
export function partsOf(model: string): string[] {
  const slashes = [...model.matchAll(/\//g)].map(({ index }) => index + 1);
  return [EVERYTHING, ...slashes.map((end) => model.slice(0, end)), model];
}

/** The key of the part that is asked about; null where a model is asked about that is not in the namespace. */
export function partAsked({ model, namespace }: Pick<InsightScope, 'model' | 'namespace'>): string | null {
  const around = namespace === null ? EVERYTHING : `${namespace}/`;
  if (model === null) return around;
  return model.startsWith(around) ? model : null;
}

/** The SQL of "this model is in the part at hand"; both are expressions of ours, never input. */
export function isInPart(part: string, { model, key }: { readonly model: string; readonly key: string }): string {
  const isModel = part !== EVERYTHING && !part.endsWith('/');
  return isModel ? `${model} = ${key}::text` : `starts_with(${model}, ${key}::text)`;
}
