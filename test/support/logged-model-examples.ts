import { type ExampleWorld, type MutationExample, withReason } from './mutation-example.js';

/** The id of an open run, and that of a logged model that it made. */
async function logged({ write, name }: ExampleWorld): Promise<{ readonly run: string; readonly loggedModel: string }> {
  const experiment = `examples/${name}`;
  const { run } = await write<{ run: { id: string } }>('startRun', { experiment, name: 'a night' }, 'run { id }');
  const { loggedModel } = await write<{ loggedModel: { id: string } }>(
    'createLoggedModel',
    { experiment, run: run.id, name: 'model' },
    'loggedModel { id }',
  );
  return { run: run.id, loggedModel: loggedModel.id };
}

async function ofLogged(world: ExampleWorld): Promise<{ readonly loggedModel: string }> {
  return { loggedModel: (await logged(world)).loggedModel };
}

/** The mutations of logged models, by name. */
export const LOGGED_MODEL_EXAMPLES: Readonly<Record<string, MutationExample>> = {
  createLoggedModel: {
    selection: 'created loggedModel { id ref name status parameters tags createdAt createdBy }',
    input: async (world) => {
      const experiment = `examples/${world.name}`;
      await world.write('createExperiment', { name: experiment }, '__typename');
      return { experiment, name: 'model', parameters: { depth: 3 }, tags: { a: 'b' } };
    },
    other: (input) => ({ ...input, name: 'another model' }),
  },
  logLoggedModelParameters: {
    selection: 'accepted loggedModel { id parameters }',
    input: async (world) => ({ ...(await ofLogged(world)), parameters: { depth: 3 } }),
    other: (input) => ({ ...input, parameters: { width: 3 } }),
  },
  logLoggedModelMetrics: {
    selection: 'accepted loggedModel { id metrics { key value step datasetName } }',
    input: async (world) => ({
      ...(await logged(world)),
      metrics: [{ key: 'auc', value: 0.5, step: 1, datasetName: 'holdout' }],
    }),
    other: (input) => ({ ...input, metrics: [{ key: 'auc', value: 0.75, step: 2 }] }),
  },
  finishLoggedModel: {
    selection: 'loggedModel { id status digest finishedAt finishedBy }',
    input: async (world) => ({ ...(await ofLogged(world)), status: 'READY' }),
    other: (input) => ({ ...input, status: 'FAILED' }),
  },
  setLoggedModelTags: {
    selection: 'loggedModel { id tags updatedAt }',
    input: async (world) => ({ ...(await ofLogged(world)), set: { team: 'risk' } }),
    other: (input) => ({ ...input, set: { team: 'fraud' } }),
  },
  archiveLoggedModel: {
    selection: 'loggedModel { id archivedAt }',
    input: async (world) => ({ ...(await ofLogged(world)), reason: 'It was a try.' }),
    other: withReason,
  },
  restoreLoggedModel: {
    selection: 'loggedModel { id archivedAt }',
    input: async (world) => {
      const input = await ofLogged(world);
      await world.write('archiveLoggedModel', input, '__typename');
      return { ...input, reason: 'It goes on.' };
    },
    other: withReason,
  },
  addRunOutputs: {
    selection: 'added run { id loggedModels { step loggedModel { id } } }',
    input: async (world) => {
      const { run, loggedModel } = await logged(world);
      return { run, loggedModels: [{ loggedModel, step: 3 }] };
    },
    other: (input) => ({ ...input, loggedModels: [{ ...(input['loggedModels'] as object[])[0], step: 4 }] }),
  },
};
