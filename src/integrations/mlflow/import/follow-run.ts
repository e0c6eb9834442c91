import { write } from '#integrations/importing/write.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { areSameTags, type Tags } from './changed-tags.js';
import type { RunHere } from './find-runs.js';
import { followTags } from './follow-tags.js';
import { FOLLOWED, type ImportContext } from './import-context.js';
import { ARCHIVE_RUN } from './import-run.js';
import { nameOf, tagsOf } from './run-input.js';
import { DELETED, wasArchivedByImport } from './was-archived-by-import.js';

const RESTORE = `mutation ($input: RestoreRunInput!) { restoreRun(input: $input) { run { id } } }`;
const RENAME = `mutation ($input: RenameRunInput!) { renameRun(input: $input) { run { id } } }`;
const SET_TAGS = `mutation ($input: SetRunTagsInput!) { setRunTags(input: $input) { run { id } } }`;
const AS_STARTED = 'query ($id: ID!) { run(id: $id) { createdAt names { displayName } } }';
const TAGS_AS_STARTED = 'query ($id: ID!, $asOf: DateTime!) { run(id: $id) { tags(asOf: $asOf) } }';

/** Brings a run that is here up to date with what MLflow changed of it, open or ended: name, tags, deleted or not. */
export async function followRun(run: MlflowRun, here: RunHere, context: ImportContext): Promise<void> {
  const { tally } = context;
  if (run.deleted && here.archivedAt === null) {
    await write(context, ARCHIVE_RUN, { run: here.id, reason: DELETED });
    tally.change(run.place, 'deleted in MLflow: archived');
  }
  if (!run.deleted && here.archivedAt !== null) {
    if (await wasArchivedByImport(here.ref, 'RunArchived', context)) {
      await write(context, RESTORE, { input: { run: here.id, reason: FOLLOWED } });
      tally.change(run.place, 'not deleted in MLflow: restored');
    } else tally.remark(run.place, 'lives in MLflow, and was archived here, where it stays so');
  }
  const name = nameOf(run, context);
  const tags = tagsOf(run, context);
  if (name === here.name && areSameTags(tags, here.tags)) return;
  const started = await context.client.query<{ run: { createdAt: string; names: readonly { displayName: string }[] } }>(
    AS_STARTED,
    { id: here.id },
  );
  await followName(run, here, { name, before: started.run.names.map(({ displayName }) => displayName) }, context);
  await followTags(
    {
      place: run.place,
      inMlflow: tags,
      here: here.tags,
      made: () => tagsAsStarted(here.id, started.run.createdAt, context),
      change: (changes) => write(context, SET_TAGS, { input: { run: here.id, ...changes } }),
    },
    context,
  );
}

async function tagsAsStarted(id: string, asOf: string, { client }: ImportContext): Promise<Tags> {
  return (await client.query<{ run: { tags: Tags } }>(TAGS_AS_STARTED, { id, asOf })).run.tags;
}

/** A name that it never had here is followed; one that it had before was given up by somebody here. */
async function followName(
  run: MlflowRun,
  here: RunHere,
  { name, before }: { readonly name: string; readonly before: readonly string[] },
  context: ImportContext,
): Promise<void> {
  if (name === here.name) return;
  const { tally } = context;
  if (before.includes(name)) {
    tally.remark(run.place, `is called "${name}" in MLflow and "${here.name}" here, where it was called so before`);
    return;
  }
  await write(context, RENAME, { input: { run: here.id, name, expected: here.name, reason: FOLLOWED } });
  tally.change(run.place, `renamed from "${here.name}" to "${name}"`);
}
