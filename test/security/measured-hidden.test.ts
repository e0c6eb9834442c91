import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { rightsFrom } from '#platform/auth/rights.js';
import { AUTHOR, openRightsWorld, type RightsWorld } from './rights-world.js';
import type { Things } from './seed-things.js';

/** Maintains what is open; `secret` is closed. */
const outsider: Caller = {
  actor: 'eve',
  kind: 'USER',
  rights: rightsFrom({ roles: [{ role: 'MAINTAINER', namespace: 'open' }], closed: ['secret'] }),
};

let world: RightsWorld;
let open: Things;
let secret: Things;
/** Its run is in the open and read a dataset version of `secret`. */
let mixed: Things;
let digest: string;
beforeAll(async () => {
  world = await openRightsWorld();
  open = await world.seed('open');
  secret = await world.seed('secret');
  mixed = await world.mix(open, secret);
  const query = 'query ($ref: String!) { datasetVersion(ref: $ref) { digest } }';
  digest = (await world.ask('datasets', query, { ref: secret.datasetVersion }, AUTHOR)).data.datasetVersion.digest;
});
afterAll(() => world[Symbol.asyncDispose]());

const METRICS = `query ($id: ID!) { loggedModel(id: $id) { metrics { key datasetName dataset { id } } } }`;

/** The metric of that key as a caller reads it. */
async function metricOf(key: string, caller: Caller): Promise<object> {
  const { data } = await world.ask('experiments', METRICS, { id: open.ids['LoggedModel'] }, caller);
  return data.loggedModel.metrics.find((metric: { readonly key: string }) => metric.key === key);
}

test.each(['logLoggedModelMetrics', 'logBatch'])(
  'whoever guesses by %s how a hidden dataset is called does not learn that a run read it',
  async (field) => {
    const loggedModel = open.ids['LoggedModel'];
    const query =
      field === 'logBatch'
        ? 'mutation ($input: LogBatchInput!) { logBatch(input: $input) { metrics } }'
        : 'mutation ($input: LogLoggedModelMetricsInput!) { logLoggedModelMetrics(input: $input) { accepted } }';
    const log = async (key: string, caller: Caller) => {
      const metric = { key, value: 0.5, datasetName: 'secret/data', datasetDigest: digest };
      const input =
        field === 'logBatch'
          ? { run: mixed.run, afterEnd: true, metrics: [{ ...metric, loggedModel }] }
          : { loggedModel, run: mixed.run, metrics: [metric] };
      expect((await world.ask('experiments', query, { input }, caller)).errors).toEqual([]);
    };
    const [guessed, known] = [`${field} guessed`, `${field} known`];
    await log(guessed, outsider);
    const inWords = { key: guessed, datasetName: 'secret/data', dataset: null };
    expect(await metricOf(guessed, outsider)).toEqual(inWords);
    expect(await metricOf(guessed, AUTHOR)).toEqual(inWords);
    await log(known, AUTHOR);
    expect(await metricOf(known, AUTHOR)).toMatchObject({ dataset: { id: secret.ids['DatasetVersion'] } });
    expect(await metricOf(known, outsider)).toEqual({ key: known, datasetName: null, dataset: null });
  },
);
