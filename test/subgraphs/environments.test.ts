import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environments } from '#subgraphs/environments/index.js';
import { digestOf } from '../support/seed-peers.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const REGISTER = `mutation ($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) {
    created bump { level reasons } environmentVersion { id ref version digest description packages { name } variables }
  }
}`;
const numpy = { manager: 'pip', name: 'numpy', version: '1.26.4' };
const onnx = { manager: 'pip', name: 'onnx', version: '1.16.0' };
const BASE = {
  image: `registry.example.org/train@${digestOf('image')}`,
  runtime: { name: 'python', version: '3.11.7' },
  os: 'linux/amd64',
  packages: [onnx, numpy],
  lock: { path: 'requirements.lock', digest: digestOf('lock') },
  hardware: '1x A100',
  seed: 7,
  variables: ['HOME', 'CUDA_VISIBLE_DEVICES'],
};
const SETTINGS = ['only settings around runtime, image and packages changed'];

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(environments);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

describe('the version number follows what code would meet', () => {
  test.each([
    [
      'another runtime',
      { runtime: { name: 'r', version: '4.3.0' } },
      '2.0.0',
      ['the runtime went from python 3 to r 4'],
    ],
    [
      'another major version of the runtime',
      { runtime: { name: 'python', version: '4.0' } },
      '2.0.0',
      ['the runtime went from python 3 to python 4'],
    ],
    ['no runtime', { runtime: null }, '2.0.0', ['the runtime went from python 3 to none']],
    ['another system', { os: 'linux/arm64' }, '2.0.0', ['the system went from linux/amd64 to linux/arm64']],
    [
      'another system beside another image',
      { os: null, image: 'a:1' },
      '2.0.0',
      ['the system went from linux/amd64 to none'],
    ],
    [
      'an update of the runtime',
      { runtime: { name: 'python', version: '3.12.1' } },
      '1.1.0',
      ['the runtime was updated'],
    ],
    ['another image', { image: 'registry.example.org/train:2' }, '1.1.0', ['the container image changed']],
    [
      'another version of a package',
      { packages: [onnx, { ...numpy, version: '2.0.0' }] },
      '1.1.0',
      ['the packages changed'],
    ],
    ['a package less', { packages: [numpy] }, '1.1.0', ['the packages changed']],
    ['another lock file', { lock: { path: 'requirements.lock', digest: digestOf('other') } }, '1.0.1', SETTINGS],
    ['other hardware', { hardware: '2x A100' }, '1.0.1', SETTINGS],
    ['another seed', { seed: 8 }, '1.0.1', SETTINGS],
    ['another variable', { variables: ['HOME'] }, '1.0.1', SETTINGS],
  ])('%s', async (name, change, version, reasons) => {
    const environment = `bump/${name.replaceAll(' ', '-')}`;
    await register({ ...BASE, environment });
    const { created, bump, environmentVersion } = await register({ ...BASE, ...change, environment });
    const level = version === '2.0.0' ? 'MAJOR' : version === '1.1.0' ? 'MINOR' : 'PATCH';
    expect({ created, bump, version: environmentVersion.version }).toEqual({
      created: true,
      bump: { level, reasons },
      version,
    });
  });
});

describe('the same content is the same version', () => {
  test('whatever the order of packages and variables, and whatever is said about it', async () => {
    const environment = 'same/order';
    const first = await register({ ...BASE, environment, description: 'As it was.' });
    const again = await register({
      ...BASE,
      environment,
      packages: BASE.packages.toReversed(),
      variables: BASE.variables.toReversed(),
      description: 'In other words.',
    });
    expect(first).toMatchObject({ created: true, bump: { level: 'INITIAL' } });
    expect(again).toMatchObject({ created: false, environmentVersion: first.environmentVersion });
    expect(first.environmentVersion).toMatchObject({
      packages: [{ name: 'numpy' }, { name: 'onnx' }],
      variables: ['CUDA_VISIBLE_DEVICES', 'HOME'],
    });
  });

  test('under another name it is a version of its own with the same digest', async () => {
    const one = await register({ ...BASE, environment: 'same/one' });
    const two = await register({ ...BASE, environment: 'same/two' });
    expect(two.created).toBe(true);
    expect(two.environmentVersion.digest).toBe(one.environmentVersion.digest);
    expect(two.environmentVersion.id).not.toBe(one.environmentVersion.id);
  });
});

describe('what is refused, nothing of it is written', () => {
  test.each([
    [
      'other content under a taken version',
      { seed: 1, version: '1.0.0' },
      'CONFLICT',
      /refused\/a@1\.0\.0 is taken by/,
    ],
    [
      'known content under another version',
      { version: '9.0.0' },
      'CONFLICT',
      /already registered as refused\/a@1\.0\.0/,
    ],
    [
      'a version lower than the change asks',
      { os: 'any', version: '1.9.0' },
      'VERSION_TOO_LOW',
      /ask for 2\.0\.0 or higher/,
    ],
    ['a name that is none', { environment: 'a//b' }, 'BAD_USER_INPUT', /environment must be a name/],
    ['a version that is none', { version: 'v1.0.0' }, 'BAD_USER_INPUT', /version must be a SemVer version/],
    ['a variable with its value', { variables: ['TOKEN=secret'] }, 'BAD_USER_INPUT', /without values/],
    [
      'a digest that is none',
      { lock: { path: 'a', digest: 'md5:1' } },
      'BAD_USER_INPUT',
      /lock\.digest must be a digest/,
    ],
    ['a package without a name', { packages: [{ ...numpy, name: '' }] }, 'BAD_USER_INPUT', /packages\[0\]\.name/],
  ])('%s', async (_, change, code, sentence) => {
    await register({ ...BASE, environment: 'refused/a' });
    const before = await snapshotRows(subgraph.subgraph);
    const { errors } = await subgraph.ask(REGISTER, { input: { ...BASE, environment: 'refused/a', ...change } });
    expect(errors).toMatchObject([{ message: expect.stringMatching(sentence), extensions: { code } }]);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });
});

interface Registration {
  readonly created: boolean;
  readonly bump: { readonly level: string; readonly reasons: readonly string[] };
  readonly environmentVersion: { readonly id: string; readonly version: string; readonly digest: string };
}

async function register(input: object): Promise<Registration> {
  type Data = { registerEnvironmentVersion: Registration };
  const { data, errors } = await subgraph.ask<Data>(REGISTER, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.registerEnvironmentVersion;
}
