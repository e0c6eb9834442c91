import { gzipSync } from 'node:zlib';
import { type Attack, refused, times } from './attack.js';

const AT = '/mlflow/api/2.0/mlflow-artifacts/artifacts';
const OF_RUN = `${AT}/0/%RUN%/artifacts`;
const API = '/mlflow/api/2.0/mlflow';
const JSON_TYPE = { 'content-type': 'application/json' };
const METHODS = ['GET', 'PUT', 'DELETE'] as const;
/** What a file is sent with. */
const sent = (method: string): Partial<Attack> => (method === 'PUT' ? { body: '<script>alert(1)</script>' } : {});
const post = (path: string, body: object): Partial<Attack> => ({
  path: `${API}/${path}`,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

/** Paths that lead elsewhere, or are none. */
const ELSEWHERE = [
  '../../../../etc/passwd',
  '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '..%5c..%5cetc%5cpasswd',
  '%2Fetc%2Fpasswd',
  'a/../../../../runs',
  'a/..',
  '..',
  '.',
  './a',
  'a/./b',
  'a//b',
  '%2e',
  'a%00b',
  'a.txt%00.html',
  'a%0d%0aset-cookie:%20x=1',
  'a/%0A',
  '%c0%ae%c0%ae/etc/passwd',
  '%ff%fe',
  'x'.repeat(300),
  times(600, 'a/'),
];

/** Names that are odd, and names all the same. */
const ODD = [
  '..;/..;/etc/passwd',
  '....//',
  '%252e%252e%252fetc%252fpasswd',
  'file:%2f%2f%2fetc%2fpasswd',
  'a%22%3b%20filename=%22b.html',
  "a'b(c).html",
  'CON',
  '%E2%80%AEtxt.exe',
  '__proto__',
  'constructor',
  '%F0%9F%92%A9.svg',
];

/** Files by way of MLflow's routes, and what says where files are. */
export const FILES: readonly Attack[] = [
  ...ELSEWHERE.flatMap((path) =>
    METHODS.map(
      (method): Attack => ({
        name: `${method} of the file ${path.slice(0, 40)}`,
        method,
        path: `${OF_RUN}/${path}`,
        ...sent(method),
        status: [400, 404, 414],
      }),
    ),
  ),
  ...['', '/', '/a/'].map(
    (path): Attack => ({
      name: `PUT of a folder: ${path}`,
      method: 'PUT',
      path: `${OF_RUN}${path}`,
      ...sent('PUT'),
      status: [400],
    }),
  ),
  ...ODD.flatMap((path) =>
    (['PUT', 'GET'] as const).map(
      (method): Attack => ({
        name: `${method} of the odd file ${path}`,
        method,
        path: `${OF_RUN}/odd/${path}`,
        ...sent(method),
        status: [200, 400, 404],
        safely: true,
      }),
    ),
  ),
  ...['html', 'svg', 'js', 'css', 'xml', 'pdf', 'wasm'].flatMap((ending): Attack[] => [
    {
      name: `a page that is put as .${ending}`,
      method: 'PUT',
      path: `${OF_RUN}/page.${ending}`,
      headers: { 'content-type': 'text/html' },
      ...sent('PUT'),
      status: [200],
    },
    {
      name: `a page that is got as .${ending}`,
      as: 'viewer',
      method: 'GET',
      path: `${OF_RUN}/page.${ending}`,
      headers: { accept: 'text/html' },
      status: [200],
      safely: true,
    },
  ]),
  ...METHODS.flatMap((method): Attack[] => [
    {
      name: `${method} of a file by nobody`,
      as: 'nobody',
      method,
      path: `${OF_RUN}/a`,
      ...sent(method),
      status: [401],
    },
    {
      name: `${method} of a file of a run that nobody has`,
      method,
      path: `${AT}/0/${'f'.repeat(32)}/artifacts/a`,
      ...sent(method),
      status: [404],
    },
    ...(['viewer', 'contributor', 'maintainer'] as const).map(
      (as): Attack => ({
        name: `${method} of a file of a run that is hidden from a ${as}`,
        as,
        method,
        path: `${AT}/0/%HIDDEN%/artifacts/a`,
        ...sent(method),
        status: [404],
      }),
    ),
    ...[
      'experiments/a',
      'models',
      '.',
      '0/%RUN%',
      '0/%RUN%/other/a',
      '0/../%RUN%/artifacts/a',
      '%RUN%/artifacts/a',
    ].map(
      (path): Attack => ({
        name: `${method} of ${path}, which is no file of a run`,
        method,
        path: `${AT}/${path}`,
        ...sent(method),
        status: [400, 404],
      }),
    ),
  ]),
  ...['PUT', 'DELETE'].map(
    (method): Attack => ({
      name: `${method} of a file by a viewer`,
      as: 'viewer',
      method,
      path: `${OF_RUN}/page.html`,
      ...sent(method),
      status: [403],
    }),
  ),
  {
    name: 'a file of a run in another namespace',
    method: 'PUT',
    path: `${AT}/0/%ELSEWHERE%/artifacts/a`,
    ...sent('PUT'),
    status: [403],
  },
  ...['../..', '0/%RUN%/artifacts/..', '0/%RUN%/artifacts/../../..', '/etc', 'file:///etc', '0/%HIDDEN%/artifacts'].map(
    (path): Attack => ({
      name: `what lies at ${path}`,
      method: 'GET',
      path: `${AT}?path=${encodeURIComponent(path).replaceAll('%25', '%')}`,
      status: [400, 404],
    }),
  ),
  {
    name: 'two paths at once',
    method: 'GET',
    path: `${AT}?path=0/%RUN%/artifacts&path=../..`,
    status: [200, 400, 404],
  },
  ...['../../etc/passwd', '/etc/passwd', '..%2f..%2fetc', 'a%00b', '%2e%2e'].flatMap((path) =>
    ['run_id', 'run_uuid'].map(
      (key): Attack => ({
        name: `get-artifact of ${path} by ${key}`,
        method: 'GET',
        path: `/mlflow/get-artifact?${key}=%RUN%&path=${path}`,
        status: [400, 404],
      }),
    ),
  ),
  {
    name: 'get-artifact of a run that is hidden',
    method: 'GET',
    path: '/mlflow/get-artifact?run_id=%HIDDEN%&path=a',
    status: [404],
  },
  {
    name: 'get-artifact of a page',
    method: 'GET',
    path: '/mlflow/get-artifact?run_id=%RUN%&path=page.html',
    status: [200],
    safely: true,
  },
  {
    name: 'a file above the largest',
    method: 'PUT',
    path: `${OF_RUN}/large`,
    body: Buffer.alloc(3_000_000),
    status: [413],
  },
  {
    name: 'a file that would inflate',
    method: 'PUT',
    path: `${OF_RUN}/bomb`,
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(49 * 1024 * 1024)),
    status: [413],
  },
  ...['bytes=0-,0-,0-', `bytes=${times(1_000, '0-,')}`, 'bytes=-1', 'bytes=9-1', 'x'].map(
    (range): Attack => ({
      name: `the range ${range.slice(0, 20)}`,
      method: 'GET',
      path: `${OF_RUN}/page.html`,
      headers: { range },
      status: [200, 206, 400, 416],
      safely: true,
    }),
  ),
  {
    name: 'a read that says it is a deletion',
    method: 'GET',
    path: `${OF_RUN}/page.html`,
    headers: { 'x-http-method-override': 'DELETE', 'x-http-method': 'DELETE' },
    status: [200],
    safely: true,
  },
  ...['create', 'complete', 'abort'].map(
    (step): Attack => ({
      name: `a file in parts (${step}) that leads elsewhere`,
      path: `/mlflow/api/2.0/mlflow-artifacts/mpu/${step}/../../../../etc/passwd`,
      headers: JSON_TYPE,
      body: '{"path":"../../etc/passwd","num_parts":1}',
      status: [400, 404, 501],
    }),
  ),
  ...[
    'file:///etc/passwd',
    '/etc/passwd',
    'mlflow-artifacts:/../../etc',
    'http://169.254.169.254/latest',
    'runs:/x/../..',
  ].map(
    (source): Attack => ({
      name: `a model version whose files lie at ${source}`,
      ...post('model-versions/create', { name: 'team.m', source }),
      status: [200, 400, 403, 404],
    }),
  ),
  ...['../x', '/etc/passwd', 'a\u0000b', '<img src=x>', 'x'.repeat(5_000)].map(
    (name): Attack => ({
      name: `a model of MLflow’s called ${JSON.stringify(name.slice(0, 20))}`,
      ...post('registered-models/create', { name }),
      status: [200, 400, 403],
    }),
  ),
  // Other paths are words, such as those of Windows: nobody opens them, and `pedigraph reproduce` names those that lead out.
  ...['', 'a\u0000b', 'x'.repeat(5_000)].flatMap((path) =>
    (
      [
        ['registerModelVersion', 'model: "team/files"', 'artifacts'],
        ['registerDatasetVersion', 'dataset: "team/files"', 'files'],
      ] as const
    ).map(([field, of, files]) =>
      refused(
        `${field} with the file ${JSON.stringify(path.slice(0, 20))}`,
        'BAD_USER_INPUT',
        `mutation { ${field}(input: { ${of}, ${files}: [{ path: ${JSON.stringify(path)}, uri: "s3://b/x", digest: "sha256:${times(64, 'a')}" }] }) { created } }`,
      ),
    ),
  ),
];
