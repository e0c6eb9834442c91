import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CallerName, type ClosedWorld, createClosedWorld } from './closed-world.js';

let world: ClosedWorld;
const digest = `md5:${'a'.repeat(32)}`;
beforeAll(async () => {
  world = await createClosedWorld();
  const sources = [
    { datasetVersion: 'open/clean@1.0.0', tool: 'dvc', location: 'https://github.com/open/data' },
    { datasetVersion: 'secret/raw@1.0.0', tool: 'mlflow', location: 'http://secret.example.org' },
  ].map((source) => ({ ...source, externalId: 'a', digests: [digest] }));
  await world.write('recordSources', { sources }, '__typename');
});
afterAll(() => world[Symbol.asyncDispose]());

const SAME = `query ($digest: String!) {
  datasetVersion(ref: "open/clean@1.0.0") { sources { location } sameAs { subject } }
  sourceRecords(filter: { digest: $digest }) { totalCount nodes { subject } }
}`;

async function seenBy(caller: CallerName) {
  const { data, errors } = await world.as(caller, SAME, { digest });
  expect(errors).toBeUndefined();
  return data;
}

test('what is closed to a caller is neither the same as what they see, nor a source of it, nor counted', async () => {
  const open = { location: 'https://github.com/open/data' };
  expect(await seenBy('all')).toEqual({
    datasetVersion: {
      sources: [open, { location: 'http://secret.example.org' }],
      sameAs: [{ subject: 'secret/raw@1.0.0' }],
    },
    sourceRecords: { totalCount: 2, nodes: [{ subject: 'secret/raw@1.0.0' }, { subject: 'open/clean@1.0.0' }] },
  });
  const seen = {
    datasetVersion: { sources: [open], sameAs: [] },
    sourceRecords: { totalCount: 1, nodes: [{ subject: 'open/clean@1.0.0' }] },
  };
  expect(await seenBy('outsider')).toEqual(seen);
});

test('a record of what is closed to a caller is refused as one of what is not there', async () => {
  const refusal = async (datasetVersion: string) => {
    const source = { datasetVersion, tool: 'dvc', location: 'here', externalId: 'a' };
    const { errors } = await world.as(
      'outsider',
      'mutation ($input: RecordSourcesInput!) { recordSources(input: $input) { recorded } }',
      { input: { sources: [source] } },
    );
    return JSON.stringify(errors).replaceAll(datasetVersion, '…');
  };
  expect(await refusal('secret/raw@1.0.0')).toBe(await refusal('secret/nil@1.0.0'));
});
