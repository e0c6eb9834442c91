import { areSameTags, changedTags, describeTagChanges, type Tags } from './changed-tags.js';
import type { ImportContext } from './import-context.js';

/** What has tags, in MLflow and here. */
export interface Tagged {
  readonly place: string;
  readonly inMlflow: Readonly<Record<string, string>>;
  readonly here: Tags;
  /** As they were when it was imported. */
  readonly made: () => Promise<Tags>;
  readonly change: (tags: {
    readonly set: Readonly<Record<string, string>>;
    readonly remove: readonly string[];
  }) => Promise<unknown>;
}

/** Brings tags up to date; what is another here than it was imported, and not changed in MLflow, stays and is reported. */
export async function followTags(
  { place, inMlflow, here, made, change }: Tagged,
  { tally }: ImportContext,
): Promise<void> {
  if (areSameTags(inMlflow, here)) return;
  const changes = changedTags(inMlflow, here, await made());
  for (const key of changes.otherHere) {
    tally.remark(place, `the tag ${key} is another here than in MLflow and than it was imported, and stays so`);
  }
  const { set, remove } = changes;
  if (Object.keys(set).length + remove.length === 0) return;
  await change({ set, remove });
  tally.change(place, `tags: ${describeTagChanges(changes)}`);
}
