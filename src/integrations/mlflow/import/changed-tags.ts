/** Tags by key. */
export type Tags = Readonly<Record<string, unknown>>;

/** What is to be set and removed so that tags are those of MLflow, and what is another here and stays so. */
export interface TagChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
  /** In MLflow they are as they were imported, or gone, and here they are another: somebody here changed them, or MLflow went back. */
  readonly otherHere: readonly string[];
}

/**
 * Compares tags in three ways: in MLflow, here, and as an import made them. What MLflow changed is followed; what only
 * somebody here changed stays; a tag that MLflow never had is nobody's but ours.
 */
export function changedTags(inMlflow: Readonly<Record<string, string>>, here: Tags, made: Tags): TagChanges {
  const has = (tags: Tags, key: string) => Object.hasOwn(tags, key);
  const other = Object.entries(inMlflow).filter(([key, text]) => !has(here, key) || here[key] !== text);
  const isMade = ([key, text]: readonly [string, unknown]) => has(made, key) && made[key] === text;
  const gone = Object.keys(here).filter((key) => !has(inMlflow, key) && has(made, key));
  return {
    set: Object.fromEntries(other.filter((tag) => !isMade(tag))),
    remove: gone.filter((key) => isMade([key, here[key]])),
    otherHere: [...other.filter(isMade).map(([key]) => key), ...gone.filter((key) => !isMade([key, here[key]]))].sort(),
  };
}

/** Whether there is nothing to do and nothing to say. */
export function areSameTags(inMlflow: Readonly<Record<string, string>>, here: Tags): boolean {
  const keys = Object.keys(inMlflow);
  return keys.length === Object.keys(here).length && keys.every((key) => here[key] === inMlflow[key]);
}

/** What was done to tags, as a report says it. */
export function describeTagChanges({ set, remove }: TagChanges): string {
  return [...Object.keys(set).map((key) => `${key} set`), ...remove.map((key) => `${key} removed`)].join(', ');
}
