import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder, type RunningCommand, startCommand } from '../../support/running-command.js';

const TOKENS = { ann: 'a-token-of-ann-who-may-all', vic: 'a-token-of-vic-who-reads' };
const AT = '/mlflow/api/2.0/mlflow-artifacts/artifacts';

let product: RunningCommand;
let run = '';

beforeAll(async () => {
  product = await startCommand(['start', '--empty'], freshFolder(), {
    PEDIGRAPH_TOKENS: `ann=${TOKENS.ann},vic:VIEWER=${TOKENS.vic}`,
    PEDIGRAPH_ARTIFACT_MAX_BYTES: String(20 * 1024 * 1024),
    PEDIGRAPH_TIMEOUT_REQUEST_MS: '1000',
  });
  const answer = await send('POST', '/graphql', {
    body: JSON.stringify({
      query: 'mutation { startRun(input: { experiment: "mlflow/files", name: "r" }) { run { id } } }',
    }),
    headers: { 'content-type': 'application/json' },
  });
  run = JSON.parse(answer.body.toString()).data.startRun.run.id.replaceAll('-', '');
}, 120_000);

afterAll(() => product[Symbol.asyncDispose]());

interface Sent {
  readonly body?: Buffer | string;
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

/** Sends a path as it stands, which `fetch` would tidy up. */
function send(method: string, path: string, { body, headers = {}, token = TOKENS.ann }: Sent = {}) {
  const { hostname, port } = new URL(product.url);
  const auth = { authorization: `Bearer ${token}` };
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, agent: false, headers: { ...auth, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
        response.once('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

const json = ({ body }: { readonly body: Buffer }) => JSON.parse(body.toString());
const at = (path: string, of = run) => `${AT}/0/${of}/artifacts/${path}`;

describe('files of a run', () => {
  test('come back byte for byte, never as a page', async () => {
    const bytes = randomBytes(9 * 1024 * 1024);
    const put = await send('PUT', at('model/a%20b%23%25.html'), {
      body: bytes,
      headers: { 'content-type': 'text/html' },
    });
    expect([put.status, json(put)]).toEqual([200, {}]);
    const got = await send('GET', at('model/a%20b%23%25.html'));
    expect(createHash('sha256').update(got.body).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(got.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename*=UTF-8''a%20b%23%25.html`,
      'x-content-type-options': 'nosniff',
    });
    const listed = await send('GET', `${AT}?path=0/${run}/artifacts/model`);
    expect(json(listed)).toEqual({ files: [{ path: 'a b#%.html', is_dir: false, file_size: bytes.length }] });
    // The folder itself may be `.`, as clients ask for all files of a run.
    for (const folder of ['artifacts', 'artifacts/.', './artifacts/./'])
      expect(json(await send('GET', `${AT}?path=0/${run}/${folder}`))).toEqual({
        files: [{ path: 'model', is_dir: true }],
      });
  });

  test('lie by the id of the run, whatever place its experiment was made with', async () => {
    const deep = (path: string) => `some/place/${run}/artifacts/${path}`;
    expect((await send('PUT', `${AT}/${deep('deep/x.txt')}`, { body: 'x' })).status).toBe(200);
    expect((await send('GET', at('deep/x.txt'))).body.toString()).toBe('x');
    expect(json(await send('GET', `${AT}?path=${deep('deep')}`))).toMatchObject({ files: [{ path: 'x.txt' }] });
    expect((await send('PUT', `${AT}/${run}/artifacts/x.txt`, { body: 'x' })).status).toBe(404);
  });

  test('may take longer to arrive than other requests', async () => {
    const { hostname, port } = new URL(product.url);
    const answered = new Promise<number>((resolve, reject) => {
      const slow = request({
        hostname,
        port,
        method: 'PUT',
        path: at('slow.bin'),
        headers: { authorization: `Bearer ${TOKENS.ann}`, 'content-length': '6' },
      });
      slow.once('response', (response) => resolve(response.statusCode ?? 0)).once('error', reject);
      slow.write('abc');
      // Well above the second that any other request has here.
      setTimeout(() => slow.end('def'), 3_000);
    });
    expect(await answered).toBe(200);
    expect((await send('GET', at('slow.bin'))).body.toString()).toBe('abcdef');
  });

  test('are alone in that: a body of another route is ended as late as ever', async () => {
    const { hostname, port } = new URL(product.url);
    const headers = {
      authorization: `Bearer ${TOKENS.ann}`,
      'content-type': 'application/json',
      'content-length': '9',
    };
    for (const path of ['/graphql', '/mlflow/api/2.0/mlflow/runs/search']) {
      const answered = new Promise<number>((resolve, reject) => {
        const slow = request({ hostname, port, method: 'POST', path, headers, agent: false });
        slow.once('response', (response) => resolve(response.statusCode ?? 0)).once('error', reject);
        slow.write('{');
      });
      expect([path, await answered]).toEqual([path, 408]);
    }
  });

  test('are refused above the largest size before they are read, and nothing is stored', async () => {
    const refused = await send('PUT', at('large.bin'), { body: Buffer.alloc(21 * 1024 * 1024) });
    expect([refused.status, json(refused).error_code]).toEqual([413, 'INVALID_PARAMETER_VALUE']);
    expect((await send('GET', at('large.bin'))).status).toBe(404);
  });

  test('that do not say their size are cut off above the largest, and nothing is stored', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    await send('PUT', at('endless.bin'), { body: Buffer.alloc(40 * 1024 * 1024), headers }).then(
      ({ status }) => expect(status).toBe(413),
      (error: NodeJS.ErrnoException) => expect(error.code).toMatch(/^(ECONNRESET|EPIPE)$/),
    );
    expect((await send('GET', at('endless.bin'))).status).toBe(404);
  });

  test('are not taken in parts by a folder, in the words after which clients send them whole', async () => {
    const headers = { 'content-type': 'application/json' };
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await send(method, path, { ...(body && { body: JSON.stringify(body), headers }) });
      return { status: answer.status, ...json(answer) };
    };
    for (const [step, fields] of [
      ['create', { num_parts: 2 }],
      ['complete', { upload_id: 'x', parts: [] }],
      ['abort', { upload_id: 'x' }],
    ] as const)
      expect(
        await ask('POST', `/mlflow/api/2.0/mlflow-artifacts/mpu/${step}/0/${run}/artifacts`, { path: 'a', ...fields }),
      ).toEqual({
        status: 501,
        error_code: 'NOT_IMPLEMENTED',
        message: 'Multipart upload is not supported for the current artifact repository',
      });
    expect(await ask('GET', `/mlflow/api/2.0/mlflow-artifacts/presigned/0/${run}/artifacts/a`)).toEqual({
      status: 501,
      error_code: 'NOT_IMPLEMENTED',
      message: 'Multipart download is not supported for the current artifact repository',
    });
    expect(await ask('GET', '/mlflow/api/3.0/mlflow/server-info')).toMatchObject({
      multipart_uploads_enabled: false,
      multipart_downloads_enabled: false,
    });
  });

  test('are gone when they are deleted', async () => {
    await send('PUT', at('gone/a.txt'), { body: 'a' });
    expect((await send('DELETE', at('gone'))).status).toBe(200);
    expect((await send('GET', at('gone/a.txt'))).status).toBe(404);
  });
});

describe('paths', () => {
  test.each([
    '../../../../etc/passwd',
    '%2e%2e/%2e%2e/etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2Fetc%2Fpasswd',
    'a%00b',
    'a%5C..%5Cb',
    'a//b',
    'a/%0A',
    'x'.repeat(300),
  ])('that lead elsewhere are refused: %j', async (path) => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, body } = await send(method, at(path), method === 'PUT' ? { body: 'x' } : {});
      expect([method, status]).toEqual([method, expect.toSatisfy((code: number) => code === 400 || code === 404)]);
      expect(body.toString()).not.toContain('root:');
    }
  });

  test('belong to a run that the caller sees', async () => {
    const unknown = 'f'.repeat(32);
    for (const path of [at('a.txt', unknown), `${AT}/0/${run}/other/a.txt`, `${AT}/a.txt`, `${AT}/0/${run}`]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status, body } = await send(method, path, method === 'PUT' ? { body: 'x' } : {});
        expect([path, method, status, JSON.parse(body.toString()).error_code]).toEqual([
          path,
          method,
          404,
          expect.stringMatching(/^(RESOURCE_DOES_NOT_EXIST|ENDPOINT_NOT_FOUND)$/),
        ]);
      }
    }
  });

  test('are read by whoever may read the run, and written by whoever may log to it', async () => {
    await send('PUT', at('shared.txt'), { body: 'for all' });
    const viewer = { token: TOKENS.vic };
    expect((await send('GET', at('shared.txt'), viewer)).body.toString()).toBe('for all');
    for (const method of ['PUT', 'DELETE']) {
      const refused = await send(method, at('shared.txt'), { ...viewer, ...(method === 'PUT' && { body: 'changed' }) });
      expect([refused.status, json(refused).error_code]).toEqual([403, 'PERMISSION_DENIED']);
    }
    expect((await send('GET', at('shared.txt'))).body.toString()).toBe('for all');
    expect((await send('GET', at('shared.txt'), { token: 'a-token-of-nobody-at-all' })).status).toBe(401);
  });
});
