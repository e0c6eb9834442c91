import { write } from '#integrations/importing/write.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/** The tag of the first experiment of a source that says until when the source was imported whole. */
const WATERMARK_TAG = 'pedigraph.mlflow.imported_until';

/**
 * What changed so long before the last import began is looked at again: the times in MLflow are those of the clocks of
 * its clients.
 */
const OVERLAP_MS = 60 * 60 * 1_000;

const TAGS = 'query ($name: String!) { experiment(name: $name) { tags } }';
const SET = 'mutation ($input: SetExperimentTagsInput!) { setExperimentTags(input: $input) { experiment { name } } }';

/**
 * From when on an import that goes on from the last one reads runs, in milliseconds since 1970; undefined where there was
 * none, or where the tag names a moment that has not been: it reads all.
 */
export async function readWatermark(
  names: ExperimentNames,
  { client, tally, now }: ImportContext,
): Promise<number | undefined> {
  const name = firstOf(names);
  if (name === undefined) return undefined;
  const { experiment } = await client.query<{ experiment: { tags: Readonly<Record<string, unknown>> } | null }>(TAGS, {
    name,
  });
  const until = Date.parse(String(experiment?.tags[WATERMARK_TAG]));
  if (Number.isNaN(until)) return undefined;
  if (until <= now) return until - OVERLAP_MS;
  tally.remark(
    name,
    `its tag ${WATERMARK_TAG} lies in the future (${new Date(until).toISOString()}): all runs are read`,
  );
  return undefined;
}

/**
 * Notes that the source was imported until the import began. Not where the gateway refused something or something was
 * put off, which the next import does; nor where nothing had changed, so that a schedule without work writes nothing.
 * @param known the one that this import went on from
 */
export async function moveWatermark(
  names: ExperimentNames,
  known: number | undefined,
  context: ImportContext,
): Promise<void> {
  const name = firstOf(names);
  const { tally, now } = context;
  if (name === undefined || !tally.isWhole || (known !== undefined && !tally.isChanged)) return;
  const set = { [WATERMARK_TAG]: new Date(now).toISOString() };
  await write(context, SET, { input: { experiment: name, set, remove: [] } });
}

/** MLflow gives ids upwards, so that the first one stays the first. */
function firstOf(names: ExperimentNames): string | undefined {
  const [first] = [...names.keys()].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  return first === undefined ? undefined : names.get(first);
}
