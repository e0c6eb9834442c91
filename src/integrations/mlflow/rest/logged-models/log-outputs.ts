import { endpoint, type Route } from '../routing/route.js';
import { runIdOf } from '../tracking/find-run.js';
import { requireId } from './find-logged-model.js';

const ADD = 'mutation AddRunOutputs($input: AddRunOutputsInput!) { addRunOutputs(input: $input) { added } }';

/** The logged models that a run made. */
export const outputRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/runs/outputs', async ({ fields, api }) => {
    const run = runIdOf(fields);
    const loggedModels = fields.messages('models').map((model) => ({
      loggedModel: requireId(model.requiredText('model_id')),
      step: model.integer('step') ?? 0,
    }));
    if (loggedModels.length > 0) await api.ask(ADD, { input: { run, loggedModels } });
    return {};
  }),
];
