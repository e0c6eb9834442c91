import { setTimeout as pause } from 'node:timers/promises';
import { type ExampleWorld, type MutationExample, withReason } from './mutation-example.js';

const VERSION = 'id ref version digest createdAt createdBy';
const metrics = [{ key: 'auc', value: 0.75, step: 1 }];

/** The id of an open run. */
async function started({ write, name }: ExampleWorld): Promise<string> {
  const input = { experiment: `examples/${name}`, name: 'a night' };
  return (await write<{ run: { id: string } }>('startRun', input, 'run { id }')).run.id;
}

async function isKnownDownstream({ read }: ExampleWorld, input: object): Promise<boolean> {
  const preview = `query ($input: QuarantineDownstreamInput!) {
    would: previewQuarantineDownstream(input: $input) { quarantined { id } }
  }`;
  try {
    const { would } = await read<{ would: { quarantined: unknown[] } }>(preview, { input });
    return would.quarantined.length > 0;
  } catch (error) {
    if (/CONFLICT|NOT_FOUND/.test(String(error))) return false;
    throw error;
  }
}

/** The mutations that register and record, by name. */
export const RECORDING_EXAMPLES: Readonly<Record<string, MutationExample>> = {
  registerDatasetVersion: {
    selection: `created bump { level reasons } datasetVersion { ${VERSION} manifest schema { name } files { path } }`,
    input: async ({ name }) => ({
      dataset: `examples/${name}`,
      schema: [{ name: 'amount', type: 'double' }],
      statistics: { rows: 1.5, of: ['a', null] },
    }),
    other: (input) => ({ ...input, rowCount: 7 }),
  },
  registerDatasetVersions: {
    selection: `datasetVersions { created datasetVersion { ${VERSION} derivedFrom { ref } } }`,
    input: async ({ name }) => ({
      datasetVersions: [
        { dataset: `examples/${name}-raw`, rowCount: 3 },
        { dataset: `examples/${name}-clean`, derivedFrom: [`examples/${name}-raw`] },
      ],
    }),
    other: (input) => ({ ...input, datasetVersions: [{ dataset: 'examples/other', rowCount: 3 }] }),
  },
  registerEnvironmentVersion: {
    selection: `created bump { level reasons } environmentVersion { ${VERSION} os packages { name version } }`,
    input: async ({ name }) => ({
      environment: `examples/${name}`,
      os: 'linux/amd64',
      packages: [{ manager: 'pip', name: 'numpy', version: '2.0.0' }],
    }),
    other: (input) => ({ ...input, os: 'linux/arm64' }),
  },
  startRun: {
    selection: 'created run { id ref name startedAt createdBy }',
    input: async ({ name }) => ({ experiment: `examples/${name}`, name: 'a night', parameters: { depth: 3 } }),
    other: (input) => ({ ...input, name: 'another night' }),
  },
  registerRun: {
    selection: 'created digest run { id ref name status }',
    input: async ({ name }) => ({ experiment: `examples/${name}`, name: 'a night', metrics }),
    other: (input) => ({ ...input, name: 'another night' }),
  },
  registerRuns: {
    selection: 'runs { created digest run { id ref name status } }',
    input: async ({ name }) => ({
      runs: ['first', 'second'].map((run) => ({ experiment: `examples/${name}`, name: run, externalId: run, metrics })),
    }),
    other: (input) => ({ ...input, runs: [{ experiment: 'examples/other', name: 'third', metrics }] }),
  },
  logMetrics: {
    selection: 'accepted',
    input: async (world) => ({ run: await started(world), metrics }),
    other: (input) => ({ ...input, metrics: [{ key: 'auc', value: 0.5, step: 2 }] }),
  },
  logParameters: {
    selection: 'accepted',
    input: async (world) => ({ run: await started(world), parameters: { depth: 3 } }),
    other: (input) => ({ ...input, parameters: { width: 3 } }),
  },
  addRunInputs: {
    selection: 'added run { id inputs { role context tags afterEnd datasetVersion { ref } } }',
    input: async (world) => {
      const dataset = `examples/${world.name}-input`;
      await world.write('registerDatasetVersion', { dataset, rowCount: 3 }, 'created');
      return { run: await started(world), inputs: [{ ref: `${dataset}@1.0.0`, context: 'night', tags: { a: 'b' } }] };
    },
    other: (input) => ({ ...input, inputs: [{ ...(input['inputs'] as object[])[0], context: 'day' }] }),
  },
  finishRun: {
    selection: 'run { id ref status endedAt digest }',
    input: async (world) => ({ run: await started(world), status: 'FINISHED' }),
    other: (input) => ({ ...input, status: 'FAILED' }),
  },
  logBatch: {
    selection: 'metrics parameters tags afterEnd run { id tags metrics { key value } }',
    input: async (world) => ({ run: await started(world), metrics, parameters: { depth: 3 }, tags: { team: 'risk' } }),
    other: (input) => ({ ...input, tags: { team: 'fraud' } }),
  },
  resumeRun: {
    selection: 'run { id status continuation { status startedAt } }',
    input: async (world) => {
      const run = await started(world);
      await world.write('finishRun', { run, status: 'FINISHED' }, '__typename');
      return { run };
    },
    other: (input) => ({ ...input, run: '0190a0a0-0000-7000-8000-00000000dead' }),
  },
  setRunTags: {
    selection: 'run { id tags }',
    input: async (world) => ({ run: await started(world), set: { team: 'risk' } }),
    other: (input) => ({ ...input, set: { team: 'fraud' } }),
  },
  renameRun: {
    selection: 'run { id name names { displayName validFrom actor } }',
    input: async (world) => ({ run: await started(world), name: 'a day' }),
    other: (input) => ({ ...input, name: 'another day' }),
  },
  restoreRun: {
    selection: 'run { id archivedAt }',
    input: async (world) => {
      const run = await started(world);
      await world.write('archiveRun', { run }, '__typename');
      return { run, reason: 'It goes on.' };
    },
    other: withReason,
  },
  archiveRun: {
    selection: 'run { id archivedAt }',
    input: async (world) => ({ run: await started(world), reason: 'It was a try.' }),
    other: withReason,
  },
  createExperiment: {
    selection: 'created experiment { id name displayName tags createdAt }',
    input: async ({ name }) => ({ namespace: `examples/${name}`, displayName: 'All of it', tags: { team: 'risk' } }),
    other: (input) => ({ ...input, displayName: 'Half of it' }),
  },
  renameExperiment: {
    selection: 'experiment { id name displayName displayNames { displayName validFrom actor } }',
    input: async (world) => {
      await started(world);
      return { experiment: `examples/${world.name}`, displayName: `All of ${world.name}` };
    },
    other: (input) => ({ ...input, displayName: 'Half of it' }),
  },
  setExperimentTags: {
    selection: 'experiment { id tags updatedAt }',
    input: async (world) => {
      await started(world);
      return { experiment: `examples/${world.name}`, set: { team: 'risk' } };
    },
    other: (input) => ({ ...input, set: { team: 'fraud' } }),
  },
  restoreExperiment: {
    selection: 'experiment { id name archivedAt }',
    input: async (world) => {
      await started(world);
      const experiment = `examples/${world.name}`;
      await world.write('archiveExperiment', { experiment }, '__typename');
      return { experiment, reason: 'It goes on.' };
    },
    other: withReason,
  },
  archiveExperiment: {
    selection: 'experiment { id name archivedAt }',
    input: async (world) => {
      await started(world);
      return { experiment: `examples/${world.name}`, reason: 'It was a try.' };
    },
    other: withReason,
  },
  registerModelVersion: {
    selection: `created bump { level reasons } modelVersion { ${VERSION} config run { ref } environment { ref } }`,
    input: async ({ name }) => ({
      model: `examples/${name}`,
      config: { 10: 'ten', 9: 1e-7 },
      datasets: [{ role: 'TRAINING', ref: `examples/${name}` }],
      parts: {
        datasets: [{ dataset: `examples/${name}`, rowCount: 3 }],
        environment: { environment: `examples/${name}`, os: 'linux/amd64' },
        run: { experiment: `examples/${name}`, name: 'a night', metrics },
      },
    }),
    other: (input) => ({ ...input, config: { 10: 'eleven' } }),
  },
  quarantineDownstream: {
    selection: 'quarantined { id ref status } unchanged { ref }',
    input: async (world) => {
      const dataset = { dataset: `examples/${world.name}`, rowCount: 3 };
      const { datasetVersion } = await world.write<{ datasetVersion: { ref: string } }>(
        'registerDatasetVersion',
        dataset,
        'datasetVersion { ref }',
      );
      const { ref } = datasetVersion;
      const model = { model: `examples/${world.name}`, datasets: [{ role: 'TRAINING', ref }] };
      await world.write('registerModelVersion', model, '__typename');
      const input = { of: ref, kind: 'DATASET_VERSION', reason: 'It is poisoned.' };
      // The catalog reads the ledgers of the others a moment later.
      while (!(await isKnownDownstream(world, input))) await pause(50);
      return input;
    },
    other: withReason,
  },
};
