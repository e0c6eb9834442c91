import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { register } from '#integrations/registration/register.js';
import { checkVersion } from '#integrations/storage/check-version.js';
import { PlaceReach } from '#integrations/storage/reach-places.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { Layout, type Made } from './layout.js';

/** A real registry that asks for a password; `npm run test:storage` starts one. */
const registry = process.env['PEDIGRAPH_TEST_REGISTRY'];
if (registry === undefined)
  console.warn(
    'SKIPPED: no PEDIGRAPH_TEST_REGISTRY, and asking registries of images is NOT TESTED: npm run test:storage',
  );

const REVISION = 'c'.repeat(40);

describe.skipIf(registry === undefined)('a real registry', () => {
  let graph: TestGraph;
  let folder: string;
  beforeAll(async () => {
    graph = await createTestGraph();
    folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-oci-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await graph[Symbol.asyncDispose]();
  });

  async function push(layout: Layout, made: Made, name: string): Promise<void> {
    const place = await mkdtemp(path.join(folder, 'layout-'));
    await layout.write(place, made);
    const words = ['copy', '--all', '--preserve-digests', '--insecure-policy', '--dest-tls-verify=false'];
    const config = path.join(process.env['DOCKER_CONFIG']!, 'config.json');
    execFileSync('skopeo', [...words, '--authfile', config, `oci:${place}:it`, `docker://${registry}/${name}`]);
  }

  const registerText = async (text: string, image?: string | true) => {
    const file = path.join(folder, 'pedigraph.yaml');
    await writeFile(file, text);
    const client = createGraphqlClient({ url: graph.url });
    return register({ file, client, env: process.env, dryRun: false, image });
  };
  const check = (ref: string) =>
    checkVersion(ref, {
      ...{ client: createGraphqlClient({ url: graph.url }), env: process.env, maxBytes: 0 },
      ...{ record: true, allowPrivate: true },
    });

  test('a tag is looked up once, to the index; the label of the platform’s image names the commit', async () => {
    const layout = new Layout();
    const labels = {
      'org.opencontainers.image.source': 'https://git.example.org/acme/train',
      'org.opencontainers.image.revision': REVISION,
    };
    const images = { amd64: layout.image('amd64', labels), arm64: layout.image('arm64') };
    const index = layout.index(images);
    await push(layout, index, 'acme/train:1.2');
    const manifest = (model: string) =>
      `model: oci/${model}\nenvironment:\n  environment: oci/train\n  os: linux/amd64\n  image: ${registry}/acme/train:1.2\n`;
    const { ref, notes } = await registerText(manifest('pinned'), true);
    const image = `${registry}/acme/train:1.2@${index.digest}`;
    expect(notes).toEqual([
      `The image is ${image}; that of linux/amd64 is ${images.amd64.digest}.`,
      `The code is commit ${REVISION}, by the label of the image.`,
    ]);
    const document = `query ($ref: String!) { modelVersion(ref: $ref) {
      code { repository commit } environment { image os } reproducibility { missing } } }`;
    const { data } = await graph.ask<{ modelVersion: object }>(document, { ref });
    expect(data.modelVersion).toMatchObject({
      code: { repository: 'https://git.example.org/acme/train', commit: REVISION },
      environment: { image, os: 'linux/amd64' },
    });
    // Whoever moves the tag moves it for others.
    const moved = new Layout();
    await push(moved, moved.image('amd64'), 'acme/train:1.2');
    expect((await check(ref)).places).toContainEqual({
      place: image,
      path: null,
      sealed: null,
      answer: 'YES',
      reason: expect.any(String),
    });
    await expect(registerText(manifest('other').replace('amd64', 'riscv64'), true)).rejects.toThrow(
      `Expected ${registry}/acme/train:1.2 for linux/riscv64, but it is there for linux/amd64 alone.`,
    );
  });

  test('what the registry no longer has is gone, and without a password nothing is known', async () => {
    const layout = new Layout();
    const image = layout.image('amd64');
    await push(layout, image, 'acme/kept:1');
    const ask = async (digest: string, env: NodeJS.ProcessEnv = process.env) => {
      await using reach = new PlaceReach({ env, allowPrivate: true, maxBytes: 0 });
      return (await reach.image(`${registry}/acme/kept@${digest}`)).answer;
    };
    expect(await ask(image.digest)).toBe('YES');
    expect(await ask(`sha256:${'0'.repeat(64)}`)).toBe('NO');
    expect(await ask(image.digest, { ...process.env, DOCKER_CONFIG: folder })).toBe('UNKNOWN');
  });

  test('a model that lies in a registry is registered as its files, which are asked for by their digests', async () => {
    const layout = new Layout();
    const model = layout.model({ 'weights/a.bin': 'one', 'tokenizer.json': '{}' });
    await push(layout, model, 'acme/fraud:3');
    const { ref } = await registerText(`model: oci/fraud\nartifacts:\n  - oci://${registry}/acme/fraud:3\n`);
    const document = 'query ($ref: String!) { modelVersion(ref: $ref) { artifacts { path uri digest sizeBytes } } }';
    const { data } = await graph.ask<{ modelVersion: { artifacts: { path: string; digest: string }[] } }>(document, {
      ref,
    });
    const { artifacts } = data.modelVersion;
    expect(artifacts.map(({ path: name }) => name).toSorted()).toEqual(['tokenizer.json', 'weights/a.bin']);
    for (const { digest, ...file } of artifacts)
      expect(file).toMatchObject({ uri: `oci://${registry}/acme/fraud@${digest}`, sizeBytes: expect.any(Number) });
    expect((await check(ref)).places.map(({ answer, reason }) => [answer, reason])).toEqual([
      ['YES', 'The registry has it.'],
      ['YES', 'The registry has it.'],
    ]);
  });
});
