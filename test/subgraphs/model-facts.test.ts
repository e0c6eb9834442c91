import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { TRANSITIONS } from '#subgraphs/models/status-transition/transitions.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const REGISTER = `mutation ($model: String!, $config: JSON) {
  registerModelVersion(input: { model: $model, config: $config }) { modelVersion { ref version } }
}`;
const SET_ALIAS = `mutation ($input: SetAliasInput!) {
  setAlias(input: $input) { alias { name modelVersion { version } } previous { version } }
}`;
const SET_STATUS = `mutation ($ref: String!, $status: ModelVersionStatus!) {
  setStatus(input: { modelVersion: $ref, status: $status }) { previous modelVersion { status } }
}`;
const DEPLOY = `mutation ($ref: String!, $target: String!) {
  recordDeployment(input: { modelVersion: $ref, target: $target }) { deployment { id active endedAt } }
}`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(models);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

describe('an alias', () => {
  test('is moved by exactly one of thirty who have seen it at the same place', async () => {
    const model = 'alias/raced';
    await registerVersions(model, 31);
    await move({ model, alias: 'production', version: '1.0.0', expected: null });
    const racers = Array.from({ length: 30 }, (_, index) =>
      subgraph.ask(SET_ALIAS, {
        input: { model, alias: 'production', version: `1.0.${index + 1}`, expected: '1.0.0' },
      }),
    );
    const codes = (await Promise.all(racers)).map(({ errors }) => errors?.[0]?.extensions.code ?? 'moved');
    expect(codes.toSorted()).toEqual([...Array<string>(29).fill('CONFLICT'), 'moved']);
    const history = await historyOf(model);
    expect(history.map(({ modelVersion }) => modelVersion.version)).toEqual([
      `1.0.${codes.indexOf('moved') + 1}`,
      '1.0.0',
    ]);
  });

  test('that is new is made by exactly one of thirty who expect none', async () => {
    const model = 'alias/made';
    await registerVersions(model, 1);
    await registerVersions('alias/made', 2);
    const racers = Array.from({ length: 30 }, (_, index) =>
      subgraph.ask(SET_ALIAS, {
        input: { model, alias: 'canary', version: `1.0.${index % 2}`, expected: null },
      }),
    );
    const codes = (await Promise.all(racers)).map(({ errors }) => errors?.[0]?.extensions.code ?? 'made');
    expect(codes.toSorted()).toEqual([...Array<string>(29).fill('CONFLICT'), 'made']);
  });

  test('that stands elsewhere than expected is a CONFLICT that says where, and nothing is written', async () => {
    const model = 'alias/expected';
    await registerVersions(model, 2);
    await move({ model, alias: 'production', version: '1.0.0' });
    const before = await snapshotRows(subgraph.subgraph);
    for (const expected of ['1.0.1', null]) {
      const { errors } = await subgraph.ask(SET_ALIAS, {
        input: { model, alias: 'production', version: '1.0.1', expected },
      });
      expect(errors).toMatchObject([
        { message: expect.stringContaining('it points to 1.0.0'), extensions: { code: 'CONFLICT' } },
      ]);
    }
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });

  test.each(['latest', '1.0.0', 'has space', '', 'x'.repeat(256)])('is not called "%s"', async (alias) => {
    await registerVersions('alias/named', 1);
    const { errors } = await subgraph.ask(SET_ALIAS, { input: { model: 'alias/named', alias, version: '1.0.0' } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('remembers where it stood from when until when, and asOf answers every moment of it', async () => {
    const model = 'alias/history';
    await registerVersions(model, 3);
    const moments = [new Date()];
    for (const version of ['1.0.0', '1.0.1', '1.0.2', '1.0.0']) {
      await pause(3);
      await move({ model, alias: 'production', version });
      await pause(3);
      moments.push(new Date());
    }
    const before = await snapshotRows(subgraph.subgraph);
    await move({ model, alias: 'production', version: '1.0.0' });
    expect(await snapshotRows(subgraph.subgraph), 'a move to where it stands').toEqual(before);

    const history = await historyOf(model);
    expect(history.map(({ modelVersion }) => modelVersion.version)).toEqual(['1.0.0', '1.0.2', '1.0.1', '1.0.0']);
    expect(history.map(({ validTo }) => validTo)).toEqual([
      null,
      ...history.slice(0, -1).map(({ validFrom }) => validFrom),
    ]);

    const asOf = `query ($asOf: DateTime!) {
      modelVersion(ref: "alias/history@production", asOf: $asOf) { version }
      model(name: "alias/history") { aliases(asOf: $asOf) { name modelVersion { version } } }
    }`;
    const stood = [];
    for (const moment of moments) {
      const { data } = await subgraph.ask<{
        modelVersion: { version: string } | null;
        model: { aliases: { name: string; modelVersion: { version: string } }[] };
      }>(asOf, { asOf: moment.toISOString() });
      expect(data.model.aliases).toEqual(
        data.modelVersion === null ? [] : [{ name: 'production', modelVersion: data.modelVersion }],
      );
      stood.push(data.modelVersion?.version ?? null);
    }
    expect(stood).toEqual([null, '1.0.0', '1.0.1', '1.0.2', '1.0.0']);
  });
});

describe('the status of a version', () => {
  const statuses = Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[];
  /** The shortest way from the first status to each. */
  const ways = {
    IN_REVIEW: [],
    APPROVED: ['APPROVED'],
    REJECTED: ['REJECTED'],
    PRODUCTION: ['APPROVED', 'PRODUCTION'],
    ARCHIVED: ['ARCHIVED'],
    QUARANTINED: ['QUARANTINED'],
  } satisfies Record<keyof typeof TRANSITIONS, readonly (keyof typeof TRANSITIONS)[]>;

  test.each(statuses)(
    'goes from %s where it may, and elsewhere is refused with the way that is allowed',
    async (from) => {
      for (const to of statuses) {
        const model = `status/${from}-${to}`;
        await registerVersions(model, 1);
        const ref = `${model}@1.0.0`;
        for (const status of ways[from]) await write(SET_STATUS, { ref, status });
        const before = await snapshotRows(subgraph.subgraph);
        const { data, errors } = await subgraph.ask(SET_STATUS, { ref, status: to });
        if (to === from) {
          expect(data).toEqual({ setStatus: { previous: from, modelVersion: { status: from } } });
          expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
          continue;
        }
        if (TRANSITIONS[from].includes(to)) {
          expect(data).toEqual({ setStatus: { previous: from, modelVersion: { status: to } } });
          continue;
        }
        const extensions = { code: 'INVALID_TRANSITION', from, to, allowed: TRANSITIONS[from] };
        expect(errors).toMatchObject([{ message: expect.stringContaining(TRANSITIONS[from].join(', ')), extensions }]);
        expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
      }
    },
  );

  test('moves once where many ask for the same move at once', async () => {
    await registerVersions('status/raced', 1);
    const ref = 'status/raced@1.0.0';
    const racers = Array.from({ length: 16 }, () => subgraph.ask(SET_STATUS, { ref, status: 'APPROVED' }));
    const answers = (await Promise.all(racers)).map(({ data }) => data);
    const answer = (previous: string) => ({ setStatus: { previous, modelVersion: { status: 'APPROVED' } } });
    expect(answers).toHaveLength(16);
    expect(answers).toContainEqual(answer('IN_REVIEW'));
    expect(answers.filter((one) => isDeepStrictEqual(one, answer('APPROVED')))).toHaveLength(15);
    const changes = await subgraph.subgraph.database.manager.query(
      "SELECT type FROM ledger_event WHERE type = 'StatusChanged' AND subject = $1",
      [ref],
    );
    expect(changes).toHaveLength(1);
  });
});

test('a deployment ends what ran of the same model on the same target, and nothing else', async () => {
  await registerVersions('deploy/a', 2);
  await registerVersions('deploy/b', 1);
  const deploy = async (ref: string, target: string) =>
    (await write<{ recordDeployment: { deployment: { id: string } } }>(DEPLOY, { ref, target })).recordDeployment
      .deployment;
  const [old, elsewhere, other] = [
    await deploy('deploy/a@1.0.0', 'prod-eu'),
    await deploy('deploy/a@1.0.0', 'prod-us'),
    await deploy('deploy/b@1.0.0', 'prod-eu'),
  ];
  const newest = await deploy('deploy/a@1.0.1', 'prod-eu');
  expect(newest).toMatchObject({ active: true, endedAt: null });
  const { _entities } = await write<{ _entities: { active: boolean; endedAt: string | null }[] }>(
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Deployment { active endedAt } } }',
    { of: [old, elsewhere, other, newest].map(({ id }) => ({ __typename: 'Deployment', id })) },
  );
  expect(_entities.map(({ active }) => active)).toEqual([false, true, true, true]);
  expect(_entities.map(({ endedAt }) => endedAt === null)).toEqual([false, true, true, true]);
});

interface Move {
  readonly modelVersion: { readonly version: string };
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Versions that differ in their configuration alone: 1.0.0, 1.0.1, … */
async function registerVersions(model: string, count: number): Promise<void> {
  for (let config = 0; config < count; config++) await write(REGISTER, { model, config });
}

function move(input: object): Promise<unknown> {
  return write(SET_ALIAS, { input });
}

async function historyOf(model: string): Promise<readonly Move[]> {
  const history = `query ($model: String!) {
    model(name: $model) { aliasHistory(first: 50) { nodes { modelVersion { version } validFrom validTo } } }
  }`;
  return (await write<{ model: { aliasHistory: { nodes: Move[] } } }>(history, { model })).model.aliasHistory.nodes;
}

async function write<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
