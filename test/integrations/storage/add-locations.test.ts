import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { addLocations, type LocationsToAdd } from '#integrations/storage/add-locations.js';
import { createRegistryWorld, type RegistryWorld } from '../../subgraphs/registry-world.js';

let world: RegistryWorld;
let folder: string;
beforeAll(async () => {
  world = await createRegistryWorld();
  folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-places-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world[Symbol.asyncDispose]();
});

const hash = (algorithm: string, text: string) =>
  `${algorithm}:${createHash(algorithm).update(text).digest('hex')}` as const;
const add = (ref: string, place: string, over: Partial<LocationsToAdd> = {}) =>
  addLocations(ref, place, {
    ...{ client: createGraphqlClient({ url: world.url }), env: {}, of: undefined, path: undefined, digest: undefined },
    ...over,
  });
const files = (...texts: string[]) =>
  texts.map((text) => ({ path: `in/${text}.bin`, uri: `s3://first/${text}`, digest: hash('sha256', text) }));
const put = async (name: string, text: string): Promise<string> => {
  const place = path.join(folder, name);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
  return place;
};

test('the digest of a file of this machine is computed; another file is refused by the server, and nothing is added', async () => {
  await world.write('registerModelVersion', { model: 'copies/model', artifacts: files('one') }, 'created');
  const place = await put('a copy.bin', 'one');
  const uri = pathToFileURL(place).href;
  expect(await add('copies/model@latest', place)).toEqual({
    ref: 'copies/model@1.0.0',
    added: [{ path: 'in/one.bin', uri, digest: hash('sha256', 'one') }],
    known: 0,
  });
  expect(await add('copies/model@latest', uri)).toMatchObject({ added: [], known: 1 });
  await expect(add('copies/model@latest', await put('other.bin', 'other'))).rejects.toMatchObject({
    ...{ code: 'BAD_USER_INPUT', message: expect.stringContaining(hash('sha256', 'other')) },
  });
  await expect(add('copies/model@latest', path.join(folder, 'none'))).rejects.toThrow(/Expected none to be a file in/);
  await expect(add('copies/none@latest', place)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(add('copies/model@latest', 'gopher://a/b')).rejects.toThrow(/^Expected a place such as/);
});

test('a folder is a place of each file of a version, all of them or none, and no path leads out of it', async () => {
  const dataset = { dataset: 'copies/data', files: files('one', 'two') };
  await world.write('registerDatasetVersion', dataset, 'created');
  await put('copy/in/one.bin', 'one');
  await expect(add('copies/data@latest', path.join(folder, 'copy'))).rejects.toThrow(/Expected in\/two.bin to be/);
  await put('copy/in/two.bin', 'two');
  const { added } = await add('copies/data@latest', path.join(folder, 'copy'));
  expect(added.map((location) => [location.path, location.uri])).toEqual(
    ['one', 'two'].map((name) => [
      ...[`in/${name}.bin`, pathToFileURL(path.join(folder, 'copy', 'in', `${name}.bin`)).href],
    ]),
  );
  const outside = { path: '../secret', uri: 's3://first/secret', digest: hash('sha256', 'secret') };
  await put('secret', 'secret');
  await world.write('registerDatasetVersion', { dataset: 'copies/outside', files: [outside] }, 'created');
  await expect(add('copies/outside@latest', path.join(folder, 'copy'))).rejects.toThrow(/leads out of it/);
});

test('a bucket is asked for a digest that can be compared: Google’s has an MD5, which decides only where MD5 is known', async () => {
  const md5 = hash('md5', 'one');
  const server = createServer((_, response) => {
    const md5Hash = Buffer.from(md5.slice('md5:'.length), 'hex').toString('base64');
    response.end(JSON.stringify({ md5Hash }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env = { STORAGE_EMULATOR_HOST: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  const externalDigest = { algorithm: 'md5', value: md5.slice('md5:'.length) };
  const tracked = { dataset: 'copies/tracked', externalDigest, files: [{ path: 'a.csv', uri: 's3://cache/a' }] };
  await world.write('registerDatasetVersion', tracked, 'created');
  expect((await add('copies/tracked@latest', 'gs://copies/a.csv', { env })).added).toEqual([
    { path: 'a.csv', uri: 'gs://copies/a.csv', digest: md5 },
  ]);
  expect((await add('copies/tracked@latest', await put('tracked.csv', 'one'))).added).toMatchObject([{ digest: md5 }]);
  await world.write('registerModelVersion', { model: 'copies/summed', artifacts: files('one') }, 'created');
  await expect(add('copies/summed@latest', 'gs://copies/one', { env })).rejects.toThrow(
    `Expected a digest of what lies at gs://copies/one under sha256, but only ${md5} can be taken here: give --digest.`,
  );
  const digest = hash('sha256', 'one');
  expect((await add('copies/summed@latest', 'gs://copies/one', { env, digest })).added).toHaveLength(1);
  server.close();
});

test('a ref that a model version and a dataset version have is said to be of one', async () => {
  await world.write('registerModelVersion', { model: 'copies/both', artifacts: files('one', 'two') }, 'created');
  await world.write('registerDatasetVersion', { dataset: 'copies/both', files: files('one', 'two') }, 'created');
  const given = { path: 'in/two.bin', digest: hash('sha256', 'two') };
  await expect(add('copies/both@1.0.0', 's3://copies/two', given)).rejects.toMatchObject({
    code: 'AMBIGUOUS_REFERENCE',
  });
  expect((await add('copies/both@1.0.0', 's3://copies/two', { ...given, of: 'dataset' })).added).toHaveLength(1);
  expect((await add('copies/both@1.0.0', 's3://copies/two', { ...given, of: 'model' })).added).toHaveLength(1);
});
