import { fitTags } from '#integrations/importing/fit-tags.js';
import { keyInPath, MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { isRefusal, write } from '#integrations/importing/write.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { CONTEXT_TAG, type DatasetRole, type MlflowDataset, roleOf } from '../datasets/dataset-of.js';
import type { MlflowDatasetInput, MlflowRun } from '../source/mlflow-run.js';
import type { ImportContext } from './import-context.js';
import type { RegisterDataset } from './import-datasets.js';

/** A dataset version that a run reads, as `addRunInputs` takes it. */
export interface DatasetUse {
  readonly ref: string;
  readonly role: DatasetRole;
  /** What it was read for, in MLflow's words. */
  readonly context: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

const ADD = 'mutation ($input: AddRunInputsInput!) { addRunInputs(input: $input) { added } }';

/** The most inputs of one call. */
const MOST_ADDED = 1_000;

/** The datasets that a run reads, registered in the namespace of its experiment; what does not fit is reported. */
export async function datasetUsesOf(
  run: Pick<MlflowRun, 'place' | 'datasets'>,
  experiment: string,
  registerDataset: RegisterDataset,
  context: ImportContext,
): Promise<DatasetUse[]> {
  const uses: DatasetUse[] = [];
  const namespace = namespaceOf(experiment);
  for (const input of run.datasets) {
    const place = `${run.place}/inputs/${keyInPath(input.name)}`;
    const dataset = fittingDataset(input, place, context);
    const ref = dataset && (await registerDataset(dataset, namespace, place));
    if (ref === null) continue;
    const named = input.tags.get(CONTEXT_TAG);
    const isContext = named !== undefined && named !== '' && textMisfit(named, MOST.name) === null;
    uses.push({
      ref,
      role: roleOf(named),
      context: isContext ? named : undefined,
      tags: fitTags(input.tags, place, context.tally.problem),
    });
  }
  return uses;
}

/** Adds what a run reads to the one that stands for it here; returns how much was new. */
export async function addInputs(
  run: { readonly id: string; readonly place: string },
  uses: readonly DatasetUse[],
  isAfterEnd: boolean,
  context: ImportContext,
): Promise<number> {
  let added = 0;
  for await (const inputs of inGroups(uses, MOST_ADDED)) {
    try {
      const input = { run: run.id, inputs, afterEnd: isAfterEnd };
      added += (await write<{ addRunInputs: { added: number } }>(context, ADD, { input })).addRunInputs.added;
    } catch (error) {
      // What was begun can be ended: a run is not left open for what it reads.
      if (!isRefusal(error)) throw error;
      context.tally.skip({ kind: 'input', path: `${run.place}/inputs`, reason: error.message, code: error.code });
    }
  }
  return added;
}

/** The most characters of a text about a dataset. */
const MOST_TEXT = 999_999;

/** A dataset as the gateway takes it: without the texts that do not fit; null where name or digest do not. */
function fittingDataset(input: MlflowDatasetInput, place: string, { tally }: ImportContext): MlflowDataset | null {
  const { name, digest } = input;
  const misfit = requiredMisfit('name', name) ?? requiredMisfit('digest', digest);
  if (misfit !== null) {
    tally.skip({ kind: 'dataset', path: place, reason: misfit });
    return null;
  }
  const fitting = (field: 'sourceType' | 'source' | 'schema' | 'profile', most: number): string | null => {
    const reason = textMisfit(input[field] ?? '', most);
    if (reason !== null) tally.skip({ kind: 'input', path: `${place}/${field}`, reason });
    return reason === null ? input[field] : null;
  };
  return {
    name,
    digest,
    sourceType: fitting('sourceType', MOST.name),
    source: fitting('source', MOST_TEXT),
    schema: fitting('schema', MOST_TEXT),
    profile: fitting('profile', MOST_TEXT),
  };
}

function requiredMisfit(what: string, text: string): string | null {
  if (text === '') return `has an empty ${what}`;
  const misfit = textMisfit(text, MOST.name);
  return misfit === null ? null : `has a ${what} that ${misfit}`;
}
