/** Tags by key. */
export type Tags = Readonly<Record<string, unknown>>;

/** What is to be set and removed so that tags are those of MLflow, and what somebody here has made otherwise. */
export interface TagChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
  /** Their values in MLflow are what was imported, so it is here that they were changed: they stay. */
  readonly changedHere: readonly string[];
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
    changedHere: [
      ...other.filter(isMade).map(([key]) => key),
      ...gone.filter((key) => !isMade([key, here[key]])),
    ].sort(),
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
