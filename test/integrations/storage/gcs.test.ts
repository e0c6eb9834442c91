import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { digestAt } from '#integrations/storage/digest-at.js';
import { PlaceReach } from '#integrations/storage/reach-places.js';

/** A bucket of a server of the API of Google Cloud Storage; `npm run test:storage` starts one. */
const bucket = process.env['PEDIGRAPH_TEST_GCS'];
if (bucket === undefined)
  console.warn('SKIPPED: no PEDIGRAPH_TEST_GCS, and Google Cloud Storage is NOT TESTED: npm run test:storage');

const ask = async (uri: string, sizeBytes: number | null, env: NodeJS.ProcessEnv = process.env) => {
  await using reach = new PlaceReach({ env, allowPrivate: false, maxBytes: 0 });
  return await reach.file(uri, { digest: `sha256:${'0'.repeat(64)}`, sizeBytes });
};

test.skipIf(bucket === undefined)('a bucket says what it has, by size, and nothing of a SHA-256', async () => {
  const url = new URL(`/upload/storage/v1/b/${bucket}/o`, process.env['STORAGE_EMULATOR_HOST']);
  url.search = String(new URLSearchParams({ uploadType: 'media', name: 'a/model 1#2.bin' }));
  expect((await fetch(url, { method: 'POST', body: 'model' })).status).toBe(200);
  const place = `gs://${bucket}/a/model 1#2.bin`;
  expect(await ask(place, 5)).toEqual({ answer: 'YES', reason: 'The bucket has it; its bytes were not read.' });
  expect(await ask(place, 4)).toMatchObject({ answer: 'NO', reason: 'It has 5 bytes, and 4 were sealed.' });
  expect(await ask(`gs://${bucket}/a/none`, null)).toMatchObject({ answer: 'NO' });
  expect(await ask('gs://no-such-bucket/a', null)).toMatchObject({ answer: 'NO' });
  const location = { kind: 'gcs', bucket: bucket!, object: 'a/model 1#2.bin', generation: null } as const;
  const md5 = `md5:${createHash('md5').update('model').digest('hex')}`;
  expect(await digestAt(location, ['md5'], process.env)).toBe(md5);
});

test('an object is asked for by its generation, with the token of the environment; a refusal says nothing', async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ url, headers }, response) => {
    seen.push(url, headers.authorization);
    response.writeHead(url?.includes('denied') ? 403 : 200).end(JSON.stringify({ size: '5' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { STORAGE_EMULATOR_HOST: endpoint, GOOGLE_OAUTH_ACCESS_TOKEN: 'of-ann' };
  expect(await ask('gs://acme/a/b#1712', 5, env)).toMatchObject({ answer: 'YES' });
  expect(seen).toEqual(['/storage/v1/b/acme/o/a%2Fb?fields=size&generation=1712', 'Bearer of-ann']);
  expect(await ask('gs://acme/denied', null, env)).toEqual({ answer: 'UNKNOWN', reason: 'The bucket answered 403.' });
  server.close();
});
