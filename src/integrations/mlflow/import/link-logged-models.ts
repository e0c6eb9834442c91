import { attempt } from '#integrations/importing/attempt.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { write } from '#integrations/importing/write.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import type { FindLoggedModel } from './find-logged-model-by-id.js';
import type { RunHere } from './find-runs.js';
import type { ImportContext } from './import-context.js';

const ADD_OUTPUTS = `mutation ($input: AddRunOutputsInput!) { addRunOutputs(input: $input) { added } }`;
const ADD_INPUTS = `mutation ($input: AddRunInputsInput!) { addRunInputs(input: $input) { added } }`;

/** The most links of one call. */
const MOST_LINKED = 1_000;

/**
 * So many runs are remembered for what they made and read until the logged models are here; more wait for the next import,
 * which goes on from where this one did.
 */
const MOST_RUNS = 200_000;

/** Which logged models a run made and read. */
export type LinkedRun = Pick<MlflowRun, 'place' | 'experimentId' | 'modelInputs' | 'modelOutputs'>;

/** Links runs to the logged models that they made and read, which are imported after them. */
export interface LoggedModelLinks {
  /** Remembers a run that is here; one whose links all are here is not. */
  add(run: LinkedRun, id: string, here: Pick<RunHere, 'loggedModels' | 'readLoggedModels'> | null): void;
  /** Links all that were remembered. */
  link(findLoggedModel: FindLoggedModel): Promise<void>;
}

/**
 * The links of one import.
 * @param most so many runs are remembered
 */
export function loggedModelLinks(context: ImportContext, most = MOST_RUNS): LoggedModelLinks {
  const { tally } = context;
  const waiting = new Map<string, LinkedRun>();
  return {
    add({ place, experimentId, modelInputs, modelOutputs }, id, here) {
      const isLinked =
        modelOutputs.length <= (here?.loggedModels.length ?? 0) &&
        modelInputs.length <= (here?.readLoggedModels.length ?? 0);
      if (isLinked) return;
      if (waiting.size < most) waiting.set(id, { place, experimentId, modelInputs, modelOutputs });
      else
        tally.postpone(
          place,
          'its logged models are linked when it is imported again: this time there were too many runs',
        );
    },
    async link(findLoggedModel) {
      for (const [id, run] of waiting) {
        const outputs: { readonly loggedModel: string; readonly step: number }[] = [];
        for (const { id: model, step } of run.modelOutputs) {
          const loggedModel = await findLoggedModel(model, run.experimentId);
          if (loggedModel === null)
            skipLink(run, 'output', `that it made the logged model ${model}, which was not imported`, context);
          else outputs.push({ loggedModel, step });
        }
        const inputs: string[] = [];
        for (const model of run.modelInputs) {
          const loggedModel = await findLoggedModel(model, run.experimentId);
          if (loggedModel === null)
            skipLink(run, 'input', `that it read the logged model ${model}, which was not imported`, context);
          else inputs.push(loggedModel);
        }
        await attempt(context, { kind: 'output', path: `${run.place}/outputs` }, async () => {
          for await (const loggedModels of inGroups(outputs, MOST_LINKED))
            await write(context, ADD_OUTPUTS, { input: { run: id, loggedModels } });
        });
        await attempt(context, { kind: 'input', path: `${run.place}/inputs` }, async () => {
          for await (const loggedModels of inGroups(inputs, MOST_LINKED))
            await write(context, ADD_INPUTS, { input: { run: id, inputs: [], loggedModels, afterEnd: true } });
        });
      }
      waiting.clear();
    },
  };
}

function skipLink(run: LinkedRun, kind: 'input' | 'output', reason: string, { tally }: ImportContext): void {
  tally.skip({ kind, path: `${run.place}/${kind}s`, reason });
}
