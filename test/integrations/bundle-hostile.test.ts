import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { packTar, type TarEntry } from 'modern-tar';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { importBundle } from '#integrations/bundle/import/import-bundle.js';
import { verifyBundle } from '#integrations/bundle/verify/verify-bundle.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { loadExample } from '#process/example/load-example.js';
import { createTestGraph } from '../support/test-graph.js';
import { type BundleFolder, createBundleFolder, entriesOf, entryOf, jsonOf, repacked } from './bundle-world.js';

vi.setConfig({ testTimeout: 120_000 });

let folder: BundleFolder;
let bundle: Buffer;
let entries: TarEntry[];
beforeAll(async () => {
  folder = await createBundleFolder();
  await using graph = await createTestGraph();
  await loadExample({ url: graph.url });
  const { file } = await folder.exported(['demo/churn@1.1.0'], { graph });
  bundle = await readFile(file);
  entries = await entriesOf(file);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A bundle that is refused has not asked a server anything. */
const nobody: GraphqlClient = {
  query: () => Promise.reject(new Error('a server was asked')),
  mutate: () => Promise.reject(new Error('something was written')),
};
const refusalOf = async (bytes: Uint8Array) => {
  const file = await folder.write(bytes);
  const files = { url: 'http://127.0.0.1:1/graphql' };
  return importBundle({ file, client: nobody, files }).catch((error) => error);
};

/** The members with one of them changed: the first of that kind. */
const changed = (kind: string, change: (member: Readonly<Record<string, object>>) => object | string) =>
  entries.map((entry) => {
    if (!entry.header.name.endsWith(`-${kind}.json`) || entry !== firstOf(kind)) return entry;
    const text = change(jsonOf(entry));
    return entryOf(entry.header.name, typeof text === 'string' ? text : canonicalJson(text));
  });
const firstOf = (kind: string) => entries.find(({ header }) => header.name.endsWith(`-${kind}.json`));
const renamed = (name: string, type: 'file' | 'symlink' = 'file') => {
  const [first, ...others] = entries;
  const header = { ...first!.header, name, type, ...(type === 'symlink' ? { linkname: '/etc/passwd', size: 0 } : {}) };
  return [type === 'symlink' ? { header } : { ...first!, header }, ...others] as TarEntry[];
};
const other = `sha256:${createHash('sha256').update('other').digest('hex')}`;

const HOSTILE: Readonly<Record<string, readonly [() => Promise<Uint8Array>, RegExp]>> = {
  'no archive at all': [async () => Buffer.from('{"a":1}'), /damaged or cut off|is not there/],
  nothing: [async () => Buffer.alloc(0), /cut off/],
  'a path that leads out': [() => packTar(renamed('../../etc/cron.d/x')), /where member 1 was expected/],
  'an absolute path': [() => packTar(renamed('/etc/passwd')), /where member 1 was expected/],
  'a symbolic link': [() => packTar(renamed('000001-file', 'symlink')), /no plain file/],
  'a member twice': [() => packTar([entries[0]!, ...entries]), /where member 2 was expected/],
  'a member left out': [() => packTar(entries.slice(1)), /where member 1 was expected/],
  'no contents': [() => packTar(entries.slice(0, -1)), /bundle\.json, which comes last, is not there/],
  'something behind the contents': [() => packTar([...entries, entries[0]!]), /stands behind/],
  'its second half cut off': [async () => bundle.subarray(0, bundle.length / 2), /damaged or cut off|is not there/],
  'a member of 70 MB': [
    async () => {
      const header = { name: '000001-model.json', size: 70_000_000, mtime: new Date(0), type: 'file' } as const;
      return (await packTar([{ header, body: Buffer.alloc(70_000_000) }])).subarray(0, 2_048);
    },
    /more than the 67108864 of a member/,
  ],
  'JSON that is 10,000 deep': [
    () => repacked(changed('model', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`)),
    /nested more than 500 deep/,
  ],
  'a key that is there twice': [
    () => repacked(changed('model', (member) => canonicalJson(member).replace('{', '{"kind":"model",'))),
    /no canonical JSON/,
  ],
  '__proto__ in a member': [
    () => repacked(changed('model', (member) => canonicalJson(member).replace('{', '{"__proto__":{"kind":"x"},'))),
    /has not the form of a member/,
  ],
  'a field that no input has': [
    () => repacked(changed('model-version', (one) => ({ ...one, input: { ...one['input'], parts: {} } }))),
    /has not the form of a member at input/,
  ],
  'a field that is none of a member': [
    () => repacked(changed('run', (member) => ({ ...member, extra: 1 }))),
    /has not the form of a member/,
  ],
  'a file at a path that leads out': [
    () => repacked(changed('model', () => ({ kind: 'file', path: 'a/../../../graphql', digest: other, sizeBytes: 1 }))),
    /has not the form of a member at path/,
  ],
  'another digest': [
    () => repacked(changed('dataset-version', (one) => ({ ...one, sealed: { ...one['sealed'], digest: other } }))),
    /has not the digest/,
  ],
  'a manifest with other content': [
    () =>
      repacked(
        changed('dataset-version', ({ sealed, ...one }) => ({
          ...one,
          sealed: { ...sealed, manifest: { ...(sealed as { manifest: object }).manifest, rows: 1 } },
        })),
      ),
    /has not the digest/,
  ],
  'another name for what is sealed': [
    () => repacked(changed('run', (one) => ({ ...one, input: { ...one['input'], id: 'x' } }))),
    /is not the Run/,
  ],
  'a changed event': [
    () =>
      repacked(
        changed('events', ({ events }) => ({
          kind: 'events',
          events: (events as object[]).map((event) => ({ ...event, actor: 'mallory' })),
        })),
      ),
    /is not what its hash says/,
  ],
  'no events': [() => repacked(changed('events', () => ({ kind: 'events', events: [] }))), /lacks the event/],
  'another last value': [
    () =>
      repacked(
        changed('points', ({ points, ...one }) => ({
          ...one,
          points: (points as object[]).map((point) => ({ ...point, value: 0.5 })),
        })),
      ),
    /the last values of the run/,
  ],
  'points of another run': [
    () => repacked(changed('points', (one) => ({ ...one, run: 'other' }))),
    /does not stand before it/,
  ],
  'contents of another member': [
    () => packTar(changed('model', (one) => ({ ...one, made: { createdAt: 'x', createdBy: 'y' } }))),
    /is another than the contents say/,
  ],
  'contents of another format': [
    () =>
      packTar([
        ...entries.slice(0, -1),
        entryOf('bundle.json', canonicalJson({ ...jsonOf(entries.at(-1)!), formatVersion: 2 })),
      ]),
    /has not the form of a member at formatVersion/,
  ],
};

test.each(Object.entries(HOSTILE))(
  'a bundle with %s is refused with a sentence, and no server is asked',
  async (_, [make, says]) => {
    expect(await refusalOf(await make())).toMatchObject({
      name: 'PedigraphError',
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(says),
    });
  },
);

test('what is repacked without a change is a bundle still', async () => {
  const { things } = await verifyBundle(await folder.write(await repacked(entries)));
  expect(things.at(-1)?.key).toBe('demo/churn@1.1.0');
});

test('whatever byte is changed, the bundle is refused or says what it said before', async () => {
  const original = await verifyBundle(await folder.write(bundle));
  let refused = 0;
  for (let round = 0; round < 250; round++) {
    const mutated = Buffer.from(bundle);
    // By a fixed sequence, so that what fails once fails again.
    const random = createHash('sha256').update(`mutation ${round}`).digest();
    const at = random.readUInt32BE(0) % mutated.length;
    mutated[at] = mutated[at]! ^ (1 << (random[4]! % 8));
    const file = await folder.write(mutated);
    try {
      expect(await verifyBundle(file)).toEqual(original);
    } catch (error) {
      expect(error, `byte ${at}`).toMatchObject({ name: 'PedigraphError', code: 'BAD_USER_INPUT' });
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(100);
});
