import { type ExampleWorld, type MutationExample, withReason } from './mutation-example.js';

const VERSION = 'id ref version digest createdAt createdBy';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const soon = () => new Date(Date.now() + 86_400_000).toISOString();

/** A registered version of a model of the example's name, as its ref. */
async function registered({ write, name }: ExampleWorld, config = 1): Promise<string> {
  const input = { model: `examples/${name}`, config: { config } };
  const { modelVersion } = await write<{ modelVersion: { ref: string } }>(
    'registerModelVersion',
    input,
    'modelVersion { ref }',
  );
  return modelVersion.ref;
}

/** The same input with a place elsewhere. */
const withOtherLocation = (input: Record<string, unknown>) => ({
  ...input,
  locations: [{ uri: 's3://others/a', digest: DIGEST }],
});

/** The mutations of what changes beside a version, by name. */
export const GOVERNING_EXAMPLES: Readonly<Record<string, MutationExample>> = {
  attachRun: {
    selection: `modelVersion { ${VERSION} run { id } runAttachment { createdAt actor } }`,
    input: async (world) => {
      const run = { experiment: `examples/${world.name}`, name: 'a night' };
      const made = await world.write<{ run: { id: string } }>('registerRun', run, 'run { id }');
      return { modelVersion: await registered(world), run: made.run.id };
    },
    other: (input) => ({ ...input, run: '01890000-0000-7000-8000-000000000000' }),
  },
  createModel: {
    selection: 'created model { id name displayName description tags owners createdAt }',
    input: async ({ name }) => ({
      namespace: 'examples',
      displayName: `The ${name}`,
      description: 'Finds fraud.',
      tags: { team: 'risk' },
      owners: ['ann'],
    }),
    other: (input) => ({ ...input, description: 'Finds more.' }),
  },
  renameModel: {
    selection: 'previous model { name displayName displayNames { displayName validFrom actor } }',
    input: async (world) => ({ model: (await registered(world)).split('@')[0], displayName: `The ${world.name}` }),
    other: (input) => ({ ...input, displayName: 'Another' }),
  },
  archiveModel: {
    selection: 'model { name archivedAt }',
    input: async (world) => ({ model: (await registered(world)).split('@')[0], reason: 'It is old.' }),
    other: withReason,
  },
  restoreModel: {
    selection: 'model { name archivedAt }',
    input: async (world) => {
      const model = (await registered(world)).split('@')[0];
      await world.write('archiveModel', { model }, '__typename');
      return { model, reason: 'It is needed.' };
    },
    other: withReason,
  },
  setAlias: {
    selection: `alias { name validFrom actor modelVersion { ${VERSION} status } } previous { ref }`,
    input: async (world) => {
      const [model] = (await registered(world)).split('@');
      await world.write('setAlias', { model, alias: 'production', version: '1.0.0' }, '__typename');
      await registered(world, 2);
      return { model, alias: 'production', version: '1.0.1' };
    },
    other: (input) => ({ ...input, alias: 'staging' }),
  },
  removeAlias: {
    selection: 'model { id name } previous { ref status }',
    input: async (world) => {
      const [model] = (await registered(world)).split('@');
      await world.write('setAlias', { model, alias: 'production', version: '1.0.0' }, '__typename');
      return { model, alias: 'production' };
    },
    other: (input) => ({ ...input, alias: 'staging' }),
  },
  setTags: {
    selection: 'modelVersion { ref tags }',
    input: async (world) => ({ of: await registered(world), set: { card: 'yes' } }),
    other: (input) => ({ ...input, set: { card: 'no' } }),
  },
  addNote: {
    selection: 'modelVersion { ref }',
    input: async (world) => ({ of: await registered(world), text: 'Seen.' }),
    other: (input) => ({ ...input, text: 'Seen twice.' }),
  },
  setDescription: {
    selection: 'modelVersion { ref description }',
    input: async (world) => ({ of: await registered(world), description: 'Finds fraud.' }),
    other: (input) => ({ ...input, description: null }),
  },
  setOwners: {
    selection: 'model { name owners }',
    input: async (world) => ({ model: (await registered(world)).split('@')[0], owners: ['ann'] }),
    other: (input) => ({ ...input, owners: ['ben'] }),
  },
  approve: {
    selection: 'modelVersion { ref } approvals { id createdAt actor role comment }',
    input: async (world) => ({ modelVersion: await registered(world), comment: 'Good.' }),
    other: (input) => ({ ...input, comment: 'Bad.' }),
  },
  withdrawApproval: {
    selection: 'modelVersion { ref } approvals { id }',
    input: async (world) => {
      const modelVersion = await registered(world);
      await world.write('approve', { modelVersion }, '__typename');
      return { modelVersion };
    },
    other: (input) => ({ ...input, comment: 'It was a mistake.' }),
  },
  recordDeployment: {
    selection: 'deployment { id target startedAt actor active modelVersion { ref } }',
    input: async (world) => {
      const modelVersion = await registered(world);
      await world.write('recordDeployment', { modelVersion, target: 'eu' }, '__typename');
      return { modelVersion: await registered(world, 2), target: 'eu' };
    },
    other: (input) => ({ ...input, target: 'us' }),
  },
  endDeployment: {
    selection: 'deployment { id active endedAt endReason }',
    input: async (world) => {
      const input = { modelVersion: await registered(world), target: 'eu' };
      const { deployment } = await world.write<{ deployment: { id: string } }>(
        'recordDeployment',
        input,
        'deployment { id }',
      );
      return { deployment: deployment.id, reason: 'It is over.' };
    },
    other: withReason,
  },
  recordEvaluation: {
    selection: 'evaluation { id createdAt evaluatedAt metrics { key value } } modelVersion { ref }',
    input: async (world) => ({ modelVersion: await registered(world), metrics: [{ key: 'auc', value: 0.75 }] }),
    other: (input) => ({ ...input, slice: 'country=DE' }),
  },
  setPolicy: {
    selection: 'policy { id createdAt actor rules { approvals } } previous { id }',
    input: async ({ name }) => ({ scope: `examples/${name}`, rules: { approvals: 1 } }),
    other: (input) => ({ ...input, rules: { approvals: 2 } }),
  },
  promote: {
    selection: `promotion { id verdict createdAt results { rule verdict } } alias { name validFrom modelVersion { ${VERSION} } } previous { ref }`,
    input: async (world) => {
      const modelVersion = await registered(world);
      const scope = modelVersion.split('@')[0];
      await world.write('setPolicy', { scope, rules: { requiredTags: ['card'] } }, '__typename');
      await world.write('setTags', { of: modelVersion, set: { card: 'yes' } }, '__typename');
      return { modelVersion, reason: 'It is better.' };
    },
    other: withReason,
  },
  reportContradiction: {
    selection: 'created contradiction { id kind subject createdAt }',
    input: async (world) => ({
      ...{ modelVersion: await registered(world), kind: 'TAG_MOVED', source: 'https://git.example.org/acme/fraud' },
      ...{ place: 'refs/tags/model@v1.0.0', known: 'c0ffee0', found: 'decaf00' },
    }),
    other: (input) => ({ ...input, found: 'badc0de' }),
  },
  resolveContradiction: {
    selection: 'contradiction { id resolvedAt resolvedBy resolution }',
    input: async (world) => {
      const { contradiction } = await world.write<{ contradiction: { id: string } }>(
        'reportContradiction',
        { modelVersion: await registered(world), kind: 'TAG_DELETED', source: 'a repository', place: 'refs/tags/v1' },
        'contradiction { id }',
      );
      return { contradiction: contradiction.id, reason: 'It was moved back.' };
    },
    other: withReason,
  },
  recordSources: {
    selection: 'recorded',
    input: async (world) => ({
      sources: [
        {
          ...{ modelVersion: await registered(world), tool: 'gto', location: 'https://git.example.org/acme/fraud' },
          ...{ externalId: 'model@v1.0.0', digests: ['md5:d8e8fca2dc0f896fd7cb4cb0031ba249'] },
        },
      ],
    }),
    other: ({ sources }) => ({ sources: (sources as object[]).map((source) => ({ ...source, number: '2' })) }),
  },
  claimSource: {
    isState: true,
    selection: 'granted source { id source namespace kind schedule failures }',
    input: async ({ name }) => ({
      ...{ namespace: 'examples', source: `https://git.example.org/acme/${name}`, kind: 'GIT', holder: 'a follower' },
    }),
    other: (input) => ({ ...input, holder: 'another' }),
  },
  reportSourceRead: {
    isState: true,
    selection: 'source { id outcome readAt brought }',
    input: async ({ write, name }) => {
      const held = { namespace: 'examples', source: `https://git.example.org/acme/${name}`, holder: 'a follower' };
      await write('claimSource', { ...held, kind: 'GIT' }, '__typename');
      return { ...held, outcome: 'READ', brought: { runs: 3 } };
    },
    other: (input) => ({ ...input, outcome: 'UNCHANGED' }),
  },
  addModelVersionLocations: {
    selection: 'added { path uri digest createdAt actor } modelVersion { ref locations { uri } }',
    input: async ({ write, name }) => {
      const artifacts = [{ path: 'model.bin', uri: 's3://acme/model.bin', digest: DIGEST }];
      await write('registerModelVersion', { model: `examples/${name}`, artifacts }, 'created');
      return { modelVersion: `examples/${name}@1.0.0`, locations: [{ uri: 's3://copies/model.bin', digest: DIGEST }] };
    },
    other: withOtherLocation,
  },
  addDatasetVersionLocations: {
    selection: 'added { path uri digest createdAt actor } datasetVersion { ref locations { uri } }',
    input: async ({ write, name }) => {
      const files = [{ path: 'a.csv', uri: 's3://acme/a.csv', digest: DIGEST }];
      await write('registerDatasetVersion', { dataset: `examples/${name}`, files }, 'created');
      return { datasetVersion: `examples/${name}@1.0.0`, locations: [{ uri: 's3://copies/a.csv', digest: DIGEST }] };
    },
    other: withOtherLocation,
  },
  recordReachCheck: {
    selection: 'reachCheck { id answer createdAt places { place answer reason } } modelVersion { ref }',
    input: async (world) => ({
      modelVersion: await registered(world),
      places: [{ place: 's3://acme/model.bin', answer: 'NO', reason: 'There is no such key.' }],
    }),
    other: (input) => ({ ...input, places: [{ place: 's3://acme/model.bin', answer: 'YES', reason: 'It is there.' }] }),
  },
  waiveRule: {
    selection: 'waiver { id rule reason createdAt expiresAt } modelVersion { ref }',
    input: async (world) => {
      const modelVersion = await registered(world);
      const scope = modelVersion.split('@')[0];
      await world.write('setPolicy', { scope, rules: { requiredTags: ['card'] } }, '__typename');
      return { modelVersion, rule: 'tag card', reason: 'Later.', expiresAt: soon() };
    },
    other: withReason,
  },
  setStatus: {
    selection: 'modelVersion { ref status } previous',
    input: async (world) => ({ modelVersion: await registered(world), status: 'APPROVED' }),
    other: (input) => ({ ...input, status: 'ARCHIVED' }),
  },
  quarantine: {
    selection: 'quarantined { ref status } unchanged { ref }',
    input: async (world) => {
      const ref = await registered(world);
      const { modelVersion } = await world.read<{ modelVersion: { id: string } }>(
        'query ($ref: String!) { modelVersion(ref: $ref) { id } }',
        { ref },
      );
      return { modelVersions: [modelVersion.id], reason: 'It is poisoned.' };
    },
    other: withReason,
  },
  rollback: {
    selection:
      'from { ref } to { ref } durationSeconds alias { name validFrom } deployments { id target } rollback { id createdAt reason }',
    input: async (world) => {
      const refs = [await registered(world), await registered(world, 2), await registered(world, 3)];
      const model = refs[0]!.split('@')[0];
      for (const ref of refs) {
        await world.write('setAlias', { model, alias: 'production', version: ref.split('@')[1] }, '__typename');
        await world.write('recordDeployment', { modelVersion: ref, target: 'eu' }, '__typename');
      }
      return { model, alias: 'production', reason: 'It was worse.' };
    },
    other: withReason,
  },
};
