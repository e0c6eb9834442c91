import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { rightsFrom } from '#platform/auth/rights.js';
import { isAtLeast, ROLES, type Role } from '#platform/auth/role.js';
import { ACTIONS, type ActedOn, type Action, factsOf } from '#values/actions.js';
import { AUTHOR, openRightsWorld, type RightsWorld } from './rights-world.js';
import { absentLike, copyOf, type Things } from './seed-things.js';

/** A mutation, or a query that says what one would come to: what it needs, and how it is called for what there is. */
interface Call {
  readonly action: Action;
  readonly input: (things: Things) => Record<string, unknown>;
}

const registration = ({ model }: Things) => ({ model });
const registrationOfData = ({ dataset }: Things) => ({ dataset, files: [] });
const registrations = (things: Things) => ({ datasetVersions: [registrationOfData(things)] });
const registrationOfEnvironment = ({ environment }: Things) => ({ environment, os: 'linux' });
const registrationOfRun = ({ experiment }: Things) => ({ experiment, name: 'run', externalId: 'over' });
const registrationsOfRuns = (things: Things) => ({ runs: [registrationOfRun(things)] });
const version = ({ modelVersion }: Things) => ({ modelVersion });
const contradiction = { kind: 'TAG_MOVED', source: 'a repository', place: 'refs/tags/v2' };
const inSource = { tool: 'gto', location: 'a repository', externalId: 'model@v1.0.0' };
const followed = { source: 'https://git.example.org/acme/fraud', holder: 'a follower' };
const reached = [{ place: 's3://acme/model.bin', answer: 'YES', reason: 'It is there.' }];
const logged = ({ ids }: Things) => ({ loggedModel: ids['LoggedModel'] });
const downstream = ({ datasetVersion }: Things) => ({ of: datasetVersion, reason: 'It is bad.' });
const bad = ({ ids }: Things) => ({ modelVersions: [ids['ModelVersion']], reason: 'It is bad.' });

/** Every field that needs a right, by subgraph. A field that is not here fails the first test. */
const CALLS: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  models: {
    registerModelVersion: { action: 'REGISTER', input: registration },
    previewModelVersion: { action: 'REGISTER', input: registration },
    attachRun: { action: 'REGISTER', input: ({ modelVersion, run }) => ({ modelVersion, run }) },
    createModel: { action: 'REGISTER', input: ({ namespace }) => ({ namespace, displayName: 'A model' }) },
    previewModel: { action: 'REGISTER', input: ({ namespace }) => ({ name: `${namespace}/new` }) },
    renameModel: { action: 'RENAME_MODEL', input: ({ model }) => ({ model, displayName: 'Another' }) },
    archiveModel: { action: 'ARCHIVE_MODEL', input: ({ model }) => ({ model }) },
    restoreModel: { action: 'ARCHIVE_MODEL', input: ({ model }) => ({ model }) },
    setTags: { action: 'ANNOTATE', input: ({ model: of }) => ({ of, set: { a: 'b' } }) },
    addNote: { action: 'ANNOTATE', input: ({ modelVersion: of }) => ({ of, text: 'A note.' }) },
    setDescription: { action: 'ANNOTATE', input: ({ modelVersion: of }) => ({ of, description: 'It is good.' }) },
    recordEvaluation: {
      action: 'EVALUATE',
      input: (things) => ({ ...version(things), metrics: [{ key: 'f1', value: 1 }] }),
    },
    reportContradiction: {
      action: 'REPORT_CONTRADICTION',
      input: (things) => ({ ...version(things), ...contradiction }),
    },
    resolveContradiction: {
      action: 'RESOLVE_CONTRADICTION',
      input: ({ contradiction }) => ({ contradiction, reason: 'It was moved back.' }),
    },
    recordSources: {
      action: 'RECORD_SOURCE',
      input: (things) => ({ sources: [{ ...version(things), ...inSource }] }),
    },
    claimSource: { action: 'FOLLOW_SOURCE', input: ({ namespace }) => ({ namespace, ...followed, kind: 'GIT' }) },
    reportSourceRead: {
      action: 'FOLLOW_SOURCE',
      input: ({ namespace }) => ({ namespace, ...followed, outcome: 'STOPPED' }),
    },
    recordReachCheck: { action: 'CHECK_REACH', input: (things) => ({ ...version(things), places: reached }) },
    addModelVersionLocations: {
      action: 'ADD_LOCATION',
      input: (things) => ({ ...version(things), locations: [copyOf(things.model)] }),
    },
    setAlias: { action: 'MOVE_ALIAS', input: ({ model }) => ({ model, alias: 'staging', version: '1.0.0' }) },
    removeAlias: { action: 'MOVE_ALIAS', input: ({ model }) => ({ model, alias: 'staging' }) },
    promote: { action: 'PROMOTE', input: (things) => ({ ...version(things), alias: 'staging' }) },
    approve: { action: 'APPROVE', input: version },
    withdrawApproval: { action: 'APPROVE', input: version },
    setStatus: { action: 'SET_STATUS', input: (things) => ({ ...version(things), status: 'APPROVED' }) },
    rollback: { action: 'ROLL_BACK', input: ({ model }) => ({ model, alias: 'staging', reason: 'It was worse.' }) },
    recordDeployment: { action: 'DEPLOY', input: (things) => ({ ...version(things), target: 'prod' }) },
    endDeployment: { action: 'DEPLOY', input: ({ deployment }) => ({ deployment }) },
    setOwners: { action: 'SET_OWNERS', input: ({ model }) => ({ model, owners: ['ada'] }) },
    quarantine: { action: 'QUARANTINE', input: bad },
    previewQuarantine: { action: 'QUARANTINE', input: bad },
    setPolicy: {
      action: 'SET_POLICY',
      input: ({ namespace }) => ({ scope: `${namespace}/*`, alias: 'gold', rules: { approvals: 1 } }),
    },
    waiveRule: {
      action: 'WAIVE_RULE',
      input: (things) => ({
        ...version(things),
        alias: 'gold',
        rule: 'approvals',
        reason: 'Later.',
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      }),
    },
  },
  datasets: {
    registerDatasetVersion: { action: 'REGISTER', input: registrationOfData },
    previewDatasetVersion: { action: 'REGISTER', input: registrationOfData },
    registerDatasetVersions: { action: 'REGISTER', input: registrations },
    previewDatasetVersions: { action: 'REGISTER', input: registrations },
    addDatasetVersionLocations: {
      action: 'ADD_LOCATION',
      input: ({ datasetVersion, dataset }) => ({ datasetVersion, locations: [copyOf(dataset)] }),
    },
  },
  environments: {
    registerEnvironmentVersion: { action: 'REGISTER', input: registrationOfEnvironment },
    previewEnvironmentVersion: { action: 'REGISTER', input: registrationOfEnvironment },
  },
  experiments: {
    startRun: { action: 'START_RUN', input: registrationOfRun },
    registerRun: { action: 'START_RUN', input: registrationOfRun },
    registerRuns: { action: 'START_RUN', input: registrationsOfRuns },
    previewRuns: { action: 'START_RUN', input: registrationsOfRuns },
    previewRun: { action: 'START_RUN', input: registrationOfRun },
    logMetrics: { action: 'LOG_TO_RUN', input: ({ openRun: run }) => ({ run, metrics: [{ key: 'auc', value: 1 }] }) },
    logParameters: { action: 'LOG_TO_RUN', input: ({ openRun: run }) => ({ run, parameters: { depth: 3 } }) },
    addRunInputs: {
      action: 'LOG_TO_RUN',
      input: ({ openRun: run, datasetVersion: ref }) => ({ run, inputs: [{ ref, role: 'OTHER', context: 'night' }] }),
    },
    addRunOutputs: {
      action: 'LOG_TO_RUN',
      input: ({ run, ids }) => ({ run, loggedModels: [{ loggedModel: ids['LoggedModel'] }] }),
    },
    createLoggedModel: { action: 'CREATE_LOGGED_MODEL', input: ({ experiment }) => ({ experiment, name: 'Made' }) },
    logLoggedModelParameters: {
      action: 'LOG_TO_LOGGED_MODEL',
      input: (things) => ({ ...logged(things), parameters: { late: 1 }, afterEnd: true }),
    },
    logLoggedModelMetrics: {
      action: 'EVALUATE',
      input: (things) => ({ ...logged(things), metrics: [{ key: 'f1', value: 1 }] }),
    },
    finishLoggedModel: {
      action: 'LOG_TO_LOGGED_MODEL',
      input: (things) => ({ ...logged(things), status: 'READY' }),
    },
    setLoggedModelTags: { action: 'ANNOTATE', input: (things) => ({ ...logged(things), set: { a: 'b' } }) },
    archiveLoggedModel: { action: 'ARCHIVE_LOGGED_MODEL', input: logged },
    restoreLoggedModel: { action: 'ARCHIVE_LOGGED_MODEL', input: logged },
    finishRun: { action: 'LOG_TO_RUN', input: ({ openRun: run }) => ({ run, status: 'FINISHED' }) },
    logBatch: {
      action: 'LOG_TO_RUN',
      input: ({ run }) => ({ run, afterEnd: true, metrics: [{ key: 'f1', value: 1 }] }),
    },
    resumeRun: { action: 'LOG_TO_RUN', input: ({ run }) => ({ run }) },
    setRunTags: { action: 'ANNOTATE', input: ({ run }) => ({ run, set: { a: 'b' } }) },
    renameRun: { action: 'LOG_TO_RUN', input: ({ run }) => ({ run, name: 'renamed' }) },
    restoreRun: { action: 'ARCHIVE_RUN', input: ({ run }) => ({ run }) },
    archiveRun: { action: 'ARCHIVE_RUN', input: ({ run }) => ({ run }) },
    createExperiment: { action: 'CREATE_EXPERIMENT', input: ({ namespace }) => ({ namespace, displayName: 'Made' }) },
    renameExperiment: {
      action: 'RENAME_EXPERIMENT',
      input: ({ experiment }) => ({ experiment, displayName: 'Renamed' }),
    },
    setExperimentTags: { action: 'ANNOTATE', input: ({ experiment }) => ({ experiment, set: { a: 'b' } }) },
    archiveExperiment: { action: 'ARCHIVE_EXPERIMENT', input: ({ experiment }) => ({ experiment }) },
    restoreExperiment: { action: 'ARCHIVE_EXPERIMENT', input: ({ experiment }) => ({ experiment }) },
  },
  catalog: {
    quarantineDownstream: { action: 'QUARANTINE', input: downstream },
    previewQuarantineDownstream: { action: 'QUARANTINE', input: downstream },
  },
};

const EVERY = Object.entries(CALLS).flatMap(([subgraph, calls]) =>
  Object.entries(calls).map(([field, call]) => ({ subgraph, field, ...call })),
);

let world: RightsWorld;
let open: Things;
let secret: Things;
beforeAll(async () => {
  world = await openRightsWorld();
  open = await world.seed('open');
  secret = await world.seed('secret');
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

const fieldsOf = (subgraph: string) => {
  const { schema } = world.graph.subgraphs.get(subgraph)!;
  return {
    mutations: Object.keys(schema.getMutationType()?.getFields() ?? {}),
    queries: schema.getQueryType()!.getFields(),
  };
};

/** Calls a field in somebody's name; the code of the refusal, or null. */
async function call({ subgraph, field, input }: (typeof EVERY)[number], things: Things, caller: Caller) {
  const isQuery = !fieldsOf(subgraph).mutations.includes(field);
  const { schema } = world.graph.subgraphs.get(subgraph)!;
  const root = isQuery ? schema.getQueryType() : schema.getMutationType();
  const type = root!.getFields()[field]!.args[0]!.type;
  const document = `${isQuery ? 'query' : 'mutation'} ($input: ${type}) { ${field}(input: $input) { __typename } }`;
  const { errors } = await world.ask(subgraph, document, { input: input(things) }, caller);
  return errors[0] ?? null;
}

test('every mutation of these subgraphs, and every preview that needs a right, is in the matrix', () => {
  for (const subgraph of Object.keys(CALLS)) {
    const { mutations } = fieldsOf(subgraph);
    expect(Object.keys(CALLS[subgraph]!)).toEqual(expect.arrayContaining(mutations));
  }
});

test('every action of the table is what some mutation does, but that of access, which has a matrix of its own, and of a guarded alias', () => {
  const done = new Set(EVERY.map(({ action }) => action));
  expect(ACTIONS.filter((action) => !done.has(action))).toEqual(['REMOVE_GUARDED_ALIAS', 'MANAGE_ACCESS']);
});

/** In the namespace of what it is done to, in others (one of them begins alike), and on everything. */
const PLACES = ['open', 'ope', 'open/below', 'other', ''];

test.each(EVERY)(
  '$subgraph: $field is done by who has the role that $action needs there, and by nobody else',
  async (one) => {
    const { action } = one;
    const { role: own, ofOthers = own } = factsOf(action);
    const wrong: string[] = [];
    const judge = async (actor: string, needed: Role, role: Role | null, namespace: string) => {
      const roles = role === null ? [] : [{ role, namespace }];
      const caller: Caller = { actor, kind: 'USER', rights: rightsFrom({ roles, closed: [] }) };
      const may = role !== null && isAtLeast(role, needed) && (namespace === 'open' || namespace === '');
      const refusal = await call(one, open, caller);
      if ((refusal?.code === 'FORBIDDEN') === may || refusal?.code === 'INTERNAL_SERVER_ERROR')
        wrong.push(`${actor} with ${role} in “${namespace}” got ${refusal?.code ?? 'an answer'}: ${refusal?.message}`);
    };
    await judge('ada', ofOthers, null, '');
    for (const role of ROLES) for (const namespace of PLACES) await judge('ada', ofOthers, role, namespace);
    for (const role of ROLES) await judge(AUTHOR.actor, own, role, 'open');
    expect(wrong).toEqual([]);
  },
);

test.each(EVERY)(
  '$subgraph: $field refuses what is hidden in the words in which it refuses what is not there',
  async (one) => {
    const roles = [{ role: 'ADMIN', namespace: 'other' } as const];
    const outsider: Caller = { actor: 'eve', kind: 'USER', rights: rightsFrom({ roles, closed: ['secret'] }) };
    const refusalOf = async (things: Things) => {
      const refusal = await call(one, things, outsider);
      const texts = [things.namespace, ...Object.values(things.ids), things.run, things.openRun];
      texts.push(things.deployment, things.contradiction);
      return texts.reduce((text, own) => text.replaceAll(own, '…'), JSON.stringify(refusal));
    };
    const refusal = await refusalOf(secret);
    expect(refusal).toMatch(/"code":"(FORBIDDEN|NOT_FOUND|REFERENCE_NOT_FOUND)"/);
    expect(refusal).toBe(await refusalOf(absentLike(secret, 'nothing')));
  },
);

test('an alias that a policy guards is removed by an admin alone', async () => {
  const things = await world.seed('guarded');
  const policy = { scope: things.model, alias: 'staging', rules: { approvals: 1 } };
  const set = 'mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { __typename } }';
  expect((await world.ask('models', set, { input: policy }, AUTHOR)).errors).toEqual([]);
  const remove = 'mutation ($input: RemoveAliasInput!) { removeAlias(input: $input) { __typename } }';
  const input = { model: things.model, alias: 'staging' };
  const outcomes: unknown[] = [];
  for (const role of ROLES) {
    const rights = rightsFrom({ roles: [{ role, namespace: 'guarded' }], closed: [] });
    outcomes.push(
      (await world.ask('models', remove, { input }, { actor: 'ada', kind: 'USER', rights })).errors[0]?.code,
    );
  }
  expect(outcomes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', undefined]);
});

/** How `viewerCan` of each type is asked for, in its subgraph. */
const VIEWED: Readonly<Record<ActedOn, readonly [subgraph: string, of: (things: Things) => string]>> = {
  Model: ['models', ({ model }) => `model(name: "${model}")`],
  ModelVersion: ['models', ({ modelVersion }) => `modelVersion(ref: "${modelVersion}")`],
  Dataset: ['datasets', ({ dataset }) => `dataset(name: "${dataset}")`],
  DatasetVersion: ['datasets', ({ datasetVersion }) => `datasetVersion(ref: "${datasetVersion}")`],
  Environment: ['environments', ({ environment }) => `environment(name: "${environment}")`],
  EnvironmentVersion: ['environments', ({ environmentVersion }) => `environmentVersion(ref: "${environmentVersion}")`],
  Experiment: ['experiments', ({ experiment }) => `experiment(name: "${experiment}")`],
  Run: ['experiments', ({ run }) => `run(id: "${run}")`],
  LoggedModel: ['experiments', ({ ids }) => `loggedModel(id: "${ids['LoggedModel']}")`],
};

test.each(['ada', AUTHOR.actor])('viewerCan tells %s what the mutations then do', async (actor) => {
  for (const role of ROLES) {
    const caller: Caller = {
      actor,
      kind: 'USER',
      rights: rightsFrom({ roles: [{ role, namespace: 'open' }], closed: [] }),
    };
    const done = new Set<Action>();
    for (const one of EVERY) if ((await call(one, open, caller))?.code !== 'FORBIDDEN') done.add(one.action);
    // It is done by removeAlias too, where a policy guards the alias: a test of its own.
    if (role === 'ADMIN') done.add('REMOVE_GUARDED_ALIAS');
    for (const [type, [subgraph, of]] of Object.entries(VIEWED)) {
      const { data } = await world.ask(subgraph, `{ thing: ${of(open)} { viewerCan } }`, {}, caller);
      const expected = ACTIONS.filter((action) => factsOf(action).on.includes(type as ActedOn) && done.has(action));
      expect([role, type, data.thing.viewerCan]).toEqual([role, type, expected]);
    }
  }
});
