import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { artifactFiles } from '#integrations/oci/artifact-files.js';
import { imageText, parseImageReference } from '#integrations/oci/image-reference.js';
import { OciRegistry } from '#integrations/oci/oci-registry.js';
import { resolveImage } from '#integrations/oci/resolve-image.js';
import { GuardedHttp } from '#integrations/storage/guarded-http.js';
import { Layout } from './layout.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['python:3.12', 'docker.io/library/python:3.12'],
  ['acme/train', 'docker.io/acme/train:latest'],
  ['ghcr.io/acme/a/b:1.2', 'ghcr.io/acme/a/b:1.2'],
  [`localhost/train@${DIGEST}`, `localhost/train@${DIGEST}`],
  [`127.0.0.1:5000/train:1@${DIGEST}`, `127.0.0.1:5000/train:1@${DIGEST}`],
])('%s is the reference %s', (text, written) => {
  const reference = parseImageReference(text);
  expect(reference && imageText(reference)).toBe(written);
  expect(parseImageReference(written)).toEqual(reference);
});

test.each([
  ...['', 'UPPER/case', 'a b', 'a:', 'a@sha256:12', '../etc', 'a//b', 'https://ghcr.io/a', `a/${'b'.repeat(500)}`],
])('%j is no reference of an image', (text) => {
  expect(parseImageReference(text)).toBeNull();
});

/** A registry that wants a token, which somebody else gives for a password, or is open; blobs are at a store that wants neither. */
async function serve(layout: Layout, { isOpen = false } = {}) {
  const seen: string[] = [];
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = ({ url = '', headers }: IncomingMessage): [number, Record<string, string>, (Buffer | string)?] => {
    const { pathname, searchParams } = new URL(url, origin());
    seen.push(`${pathname} ${headers.authorization ?? 'nobody'}`);
    if (pathname === '/token')
      return headers.authorization === 'Basic YW5uOnNlY3JldA=='
        ? [200, {}, JSON.stringify({ token: `for-${searchParams.get('scope')}`.replaceAll(':', '.') })]
        : [401, {}];
    if (pathname.startsWith('/store/')) return [200, {}, layout.blobs.get(pathname.slice(7))!.content];
    if (!isOpen && headers.authorization !== 'Bearer for-repository.acme/train.pull')
      return [401, { 'www-authenticate': `Bearer realm="${origin()}/token",service="images"` }];
    const digest = pathname.split('/').at(-1)!;
    if (pathname.includes('/blobs/')) return [307, { location: `/store/${digest}` }];
    const found = layout.blobs.get(digest);
    return found === undefined ? [404, {}] : [200, { 'content-type': found.mediaType }, found.content];
  };
  const server = createServer((request, response) => {
    const [status, headers, body] = answer(request);
    response.writeHead(status, headers).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { seen, registry: new URL(origin()).host, stop: () => server.close() };
}

test('a token is asked for with the password of docker login, and is shown to the registry alone', async () => {
  const layout = new Layout();
  const image = layout.image('amd64');
  const { seen, registry, stop } = await serve(layout);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-docker-'));
  const auths = { [registry]: { auth: Buffer.from('ann:secret').toString('base64') } };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify({ auths }));
  await using http = new GuardedHttp(true);
  const reference = parseImageReference(`${registry}/acme/train@${image.digest}`)!;
  const withPassword = new OciRegistry(http, { DOCKER_CONFIG: folder });
  expect(await resolveImage(reference, withPassword, null)).toMatchObject({ platform: 'linux/amd64', revision: null });
  expect(seen).toContain('/token Basic YW5uOnNlY3JldA==');
  expect(seen.filter((line) => line.startsWith('/store/'))).toEqual([expect.stringMatching(/ nobody$/)]);
  await expect(resolveImage(reference, new OciRegistry(http, { DOCKER_CONFIG: '/none' }), null)).rejects.toThrow(
    /answered 401: sign in with docker login/,
  );
  await rm(folder, { recursive: true });
  stop();
  const away = parseImageReference('127.0.0.1:1/acme/train:1')!;
  await expect(resolveImage(away, withPassword, null)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('bytes that are not those of their digest are refused, and so are paths that lead out', async () => {
  const layout = new Layout();
  const model = layout.model({ '../escape': 'one' });
  const image = layout.image('amd64');
  const other = layout.blobs.get(model.digest)!;
  const { registry, stop } = await serve(layout, { isOpen: true });
  await using http = new GuardedHttp(true);
  const open = new OciRegistry(http, {});
  const reference = (digest: string) => parseImageReference(`${registry}/acme/train@${digest}`)!;
  await expect(artifactFiles(reference(model.digest), open)).rejects.toThrow(/names the path "..\/escape"/);
  await expect(artifactFiles(reference(image.digest), open)).rejects.toThrow(/names no path/);
  layout.blobs.set(image.digest, other);
  await expect(artifactFiles(reference(image.digest), open)).rejects.toThrow(/answered other bytes/);
  stop();
});
