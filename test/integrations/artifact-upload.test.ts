import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createArtifactUpload } from '#integrations/client/artifact-upload.js';

async function* content() {
  yield Buffer.from('weights');
}

/** What becomes of an upload that a server answers so. */
async function uploadTo(status: number, body: string): Promise<unknown> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status, { location: '/elsewhere' }).end(body));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const upload = createArtifactUpload({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
    return await upload.put('1/run/artifacts/w.bin', content()).catch((error) => error);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test.each([
  [302, ''],
  [308, ''],
  [404, '<html>not found</html>'],
  [404, '{"error_code":"FEATURE_DISABLED","message":"This server stores no artifacts."}'],
  [405, '<html>not allowed</html>'],
  [502, '<html>bad gateway</html>'],
])('HTTP %i with "%s" is about every file: nothing is stored there', async (status, body) => {
  expect(await uploadTo(status, body)).toMatchObject({ name: 'ApiError', code: 'UNAVAILABLE' });
});

test.each([
  [404, '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Run not found"}', 'NOT_FOUND'],
  [413, '<html>too large</html>', 'PAYLOAD_TOO_LARGE'],
  [400, '{"error_code":"INVALID_PARAMETER_VALUE"}', 'BAD_USER_INPUT'],
])('HTTP %i with "%s" is about the file: %s', async (status, body, code) => {
  expect(await uploadTo(status, body)).toMatchObject({ name: 'ApiError', code });
});

test('a file that is stored is no error', async () => {
  expect(await uploadTo(200, '{}')).toBeUndefined();
});

test.each(['../graphql', 'a/../../b', 'a/./b', '..'])(
  'the path %s is none of a file, and nobody is asked',
  async (path) => {
    const upload = createArtifactUpload({ url: 'http://127.0.0.1:1/graphql' });
    await expect(upload.put(path, content())).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  },
);
