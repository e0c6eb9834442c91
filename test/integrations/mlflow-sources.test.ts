import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { Problem } from '#integrations/importing/problem.js';
import { listArtifacts } from '#integrations/mlflow/files/list-artifacts.js';
import { findModelFolders } from '#integrations/mlflow/files/read-environment.js';
import { fitArtifacts } from '#integrations/mlflow/import/fit-artifacts.js';
import { lastOnesLast } from '#integrations/mlflow/import/last-points.js';
import { openSource } from '#integrations/mlflow/open-source.js';
import type { ArtifactFiles } from '#integrations/mlflow/source/artifact-files.js';
import type { MlflowRun } from '#integrations/mlflow/source/mlflow-run.js';
import { openSqlite } from '#integrations/mlflow/sql/open-sqlite.js';
import type { SqlConnection } from '#integrations/mlflow/sql/sql-connection.js';
import { openSqlSource } from '#integrations/mlflow/sql/sql-source.js';
import { openTables } from '#integrations/mlflow/sql/sql-tables.js';
import { placeOfDatabase } from '#integrations/mlflow/sql/unreachable.js';
import { boundedLines } from '#integrations/reading/bounded-lines.js';
import { createDatabase, type MadeRun } from './mlflow-database.js';
import { createStore, experimentMeta, runMeta } from './mlflow-fixture.js';
import { collect } from './read-whole-store.js';

const NOBODY = { onProblem: () => {}, onRemark: () => {} };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function trackingServer(answer: Answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a file whose answer breaks off is read again from its beginning, a list as well', async () => {
  const content = Buffer.alloc(300_000, 'x');
  let files = 0;
  let lists = 0;
  await using server = await trackingServer((request, response) => {
    if (!request.url?.includes('get-artifact')) {
      if (lists++ === 0) {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => response.destroy());
      } else response.end('{}');
      return;
    }
    response.writeHead(200, { 'content-length': String(content.length) });
    if (files++ === 0) response.write(content.subarray(0, 100_000), () => response.destroy());
    else response.end(content);
  });
  await using source = await openSource(server.url, { observer: NOBODY });
  const found = await source.filesOfRun({ id: 'a'.repeat(32), artifactUri: null });
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  expect(await found?.digest('model.pkl')).toEqual({ digest, sizeBytes: content.length });
  expect([lists, files]).toEqual([2, 2]);
});

test('a server that never answers whole is one error that says so', async () => {
  await using server = await trackingServer((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{', () => response.destroy());
  });
  await expect(openSource(server.url, { observer: NOBODY })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('to answer /api/2.0/mlflow/experiments/search, but it gave'),
  });
}, 60_000);

test('a name that a server refuses costs that model; one with both quotes is asked for by its like', async () => {
  const asked: string[] = [];
  await using server = await trackingServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (url.pathname.endsWith('registered-models/search')) {
      const names = ['refused', `both'"quotes`, 'last'];
      return response.end(JSON.stringify({ registered_models: names.map((name) => ({ name })) }));
    }
    if (url.pathname.endsWith('model-versions/search')) {
      const filter = url.searchParams.get('filter') ?? '';
      asked.push(filter);
      if (filter.includes('refused')) return response.writeHead(400).end('{"error_code":"INVALID_PARAMETER_VALUE"}');
      const versions = [`both'"quotes`, `bothx"quotes`, 'last'].map((name) => ({ name, version: '1' }));
      return response.end(JSON.stringify({ model_versions: versions }));
    }
    return response.end('{}');
  });
  const problems: Problem[] = [];
  const observer = { onProblem: (problem: Problem) => problems.push(problem), onRemark: () => {} };
  await using source = await openSource(server.url, { observer });
  const models = await collect(source.models());
  expect(models.map(({ name, versions }) => [name, versions.length])).toEqual([
    [`both'"quotes`, 1],
    ['last', 1],
  ]);
  expect(problems).toMatchObject([{ kind: 'model', path: 'registered_models/refused' }]);
  expect(asked).toEqual([`name='refused'`, `name LIKE 'both_"quotes'`, `name='last'`]);
});

function madeRun(id: string, points: MadeRun['points'] = []): MadeRun {
  const nothing = { parameters: {}, tags: {}, deleted: false, end: null };
  return { ...nothing, id, experiment: 0, name: id, status: 'FINISHED', points };
}

const EXPERIMENTS = [{ id: 0, name: 'Default', deleted: false }];

/** The connection, and the statements that it is asked for. */
function counted(connection: SqlConnection): { connection: SqlConnection; statements: string[] } {
  const statements: string[] = [];
  const rows: SqlConnection['rows'] = (sql, values) => {
    statements.push(sql);
    return connection.rows(sql, values);
  };
  return { connection: { ...connection, rows }, statements };
}

test('the points of many large runs are counted once, and each run is read once', async () => {
  const points = (count: number) => Array.from({ length: count }, (_, step) => ['loss', 0.5, step, step] as const);
  const runs = [60_000, 3, 60_000, 2, 60_000].map((count, index) => madeRun(String(index).repeat(32), points(count)));
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs });
  const { connection, statements } = counted(await openSqlite(database.file));
  await using source = await openSqlSource(connection, { observer: NOBODY, artifacts: [] });
  const page = (await collect(source.runs())).flat();
  const read = await collect(source.withPoints(page));
  expect(read.map(({ run, points: found }) => [run.id[0], found?.length])).toEqual([
    ...[
      ['0', undefined],
      ['1', 3],
      ['2', undefined],
      ['3', 2],
      ['4', undefined],
    ],
  ]);
  expect(statements.filter((sql) => sql.includes('count(*)') && sql.includes('"metrics"'))).toHaveLength(1);
});

test('of one metric alone the points of that metric are read', async () => {
  const made = madeRun('a'.repeat(32), [
    ['loss', 1, 0, 0],
    ['auc', 2, 0, 0],
    ['loss', 3, 1, 1],
  ]);
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [made] });
  await using source = await openSource(database.file, { observer: NOBODY });
  const run = (await source.run(made.id)) as MlflowRun;
  expect((await collect(source.points(run, new Set(['loss'])))).map(({ value }) => value)).toEqual([1, 3]);
});

test('more values than a statement takes are given to several', async () => {
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [] });
  const connection = await openSqlite(database.file);
  await using _ = connection;
  const tables = await openTables(connection);
  const ids = Array.from({ length: 40_000 }, (_, index) => `run ${index}`);
  const read = { table: 'runs', columns: ['run_uuid'], where: '"status" = ?', values: ['FINISHED'] };
  expect(await tables.readAmong('run_uuid', ids, read)).toEqual([]);
});

test('a database that fails after it was opened is one error, on one line', async () => {
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [madeRun('a'.repeat(32))] });
  const { connection } = counted(await openSqlite(database.file));
  let isBroken = false;
  const rows: SqlConnection['rows'] = async (sql, values) => {
    if (isBroken) throw new Error('gone: postgresql://ann:secret@db/mlflow\u001b[2J');
    return connection.rows(sql, values);
  };
  await using source = await openSqlSource({ ...connection, rows }, { observer: NOBODY, artifacts: [] });
  isBroken = true;
  const failure = await collect(source.runs()).catch((error) => error);
  expect(failure).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('gone: postgresql://ann@db') });
  expect(failure.message).not.toContain('secret');
  expect(failure.message).not.toContain('\u001b');
  isBroken = false;
});

test('a database in WAL mode that a server has open is read with what it writes, though its log is empty', async () => {
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [] });
  const server = new DatabaseSync(database.file);
  server.exec('PRAGMA journal_mode = WAL');
  server.exec("UPDATE experiments SET name = 'first'; PRAGMA wal_checkpoint(TRUNCATE)");
  await using source = await openSource(database.file, { observer: NOBODY });
  server.exec("UPDATE experiments SET name = 'second'");
  expect((await collect(source.experiments())).map(({ name }) => name)).toEqual(['second']);
  server.close();
});

test('a database in WAL mode that nobody has open is read without a file beside it', async () => {
  await using database = await createDatabase({ experiments: EXPERIMENTS, runs: [] });
  const server = new DatabaseSync(database.file);
  server.exec('PRAGMA journal_mode = WAL');
  server.close();
  // An empty log is what a server leaves that was killed behind a checkpoint.
  await writeFile(`${database.file}-wal`, '');
  await rm(`${database.file}-shm`, { force: true });
  await using source = await openSource(database.file, { observer: NOBODY });
  expect((await collect(source.experiments())).map(({ name }) => name)).toEqual(['Default']);
  expect(existsSync(`${database.file}-shm`)).toBe(false);
});

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

test('lines are read as they are, whatever chunks they come in, and one without an end is no more than null', async () => {
  expect(await collect(boundedLines(chunks('a\r\nb', 'c\n\n', 'd'), 10))).toEqual(['a', 'bc', '', 'd']);
  const [first, second] = ['ü\n'].flatMap((text) => [Buffer.from(text).subarray(0, 1), Buffer.from(text).subarray(1)]);
  async function* halves() {
    yield first as Buffer;
    yield second as Buffer;
  }
  expect(await collect(boundedLines(halves(), 10))).toEqual(['ü']);
  const long = Array.from({ length: 100 }, () => 'x'.repeat(8));
  expect(await collect(boundedLines(chunks('a\n', ...long, '\nb\n', ...long), 10))).toEqual(['a', null, 'b', null]);
});

test('folders with a model are looked for until there are enough', async () => {
  const listed: string[] = [];
  const files = {
    place: 'run',
    list: async (folder: string) => {
      listed.push(folder);
      const model = [{ name: 'MLmodel', isFolder: false }];
      return folder === '' ? ['a', 'b', 'c', 'd'].map((name) => ({ name, isFolder: true })) : model;
    },
  } as unknown as ArtifactFiles;
  expect(await findModelFolders(files, 2)).toHaveLength(2);
  expect(listed).toEqual(['', 'a', 'b']);
});

test('the last points of a metric come behind its others, those of one moment in their order', async () => {
  const point = (key: string, step: number, value: number): MetricPoint => ({ key, step, value, timestamp: 0 });
  async function* points() {
    yield* [point('a', 5, 1), point('a', 5, 2), point('a', 1, 3), point('a', 2, 4), point('b', 1, 5), point('b', 2, 6)];
  }
  const sent = (await collect(lastOnesLast(points()))).map(({ value }) => value);
  expect(sent).toEqual([3, 4, 1, 2, 5, 6]);
});

test('a metric file that has no line end is a problem of its own and not held', async () => {
  const id = 'a'.repeat(32);
  await using files = await createStore({
    '1/meta.yaml': experimentMeta('1', 'first'),
    [`1/${id}/meta.yaml`]: runMeta(id),
    [`1/${id}/metrics/hole`]: '1714741043100 0.5 0\n',
  });
  await truncate(path.join(files.root, `1/${id}/metrics/hole`), 64 * 1024 * 1024);
  const problems: Problem[] = [];
  const observer = { onProblem: (problem: Problem) => problems.push(problem), onRemark: () => {} };
  await using source = await openSource(files.root, { observer });
  const run = (await source.run(id)) as MlflowRun;
  expect(await collect(source.points(run))).toHaveLength(1);
  expect(problems.map(({ reason }) => reason)).toEqual([
    '1 of 2 lines are not "timestamp value step"; the first is line 2',
  ]);
});

test('a file whose name is no Unicode is reported, and the others are read', async () => {
  await using server = await trackingServer((request, response) => {
    if (request.url?.includes('get-artifact')) return response.end('weights');
    if (!request.url?.includes('artifacts/list')) return response.end('{}');
    return response.end(String.raw`{"files":[{"path":"ok.bin"},{"path":"half\ud800.bin"}]}`);
  });
  await using source = await openSource(server.url, { observer: NOBODY });
  const files = (await source.filesOfRun({ id: 'a'.repeat(32), artifactUri: null })) as ArtifactFiles;
  const problems: Problem[] = [];
  const onProblem = (problem: Problem) => problems.push(problem);
  const fitting = await fitArtifacts(listArtifacts(files, onProblem), 's3://bucket/run', files.place, onProblem);
  expect(fitting.map(({ uri }) => uri)).toEqual(['s3://bucket/run/ok.bin']);
  expect(problems.map(({ reason }) => reason)).toEqual([
    String.raw`lists "half\ud800.bin", which holds half a character (a lone surrogate)`,
  ]);
  expect(await source.filesOfLoggedModel('m-\ud800')).toBeNull();
});

test('a path that cannot be stored is reported before a URI is made of it', async () => {
  async function* files() {
    yield { path: 'half\ud800', digest: 'sha256:', sizeBytes: 1, mediaType: undefined };
  }
  const problems: Problem[] = [];
  expect(await fitArtifacts(files(), 's3://bucket', 'run', (problem) => problems.push(problem))).toEqual([]);
  expect(problems.map(({ reason }) => reason)).toEqual(['has a path that holds half a character (a lone surrogate)']);
});

test.each([
  ['postgresql://ann:secret@db:5432/mlflow?sslmode=require', 'postgresql://db:5432/mlflow'],
  ['mysql://ann:s3c/ret@db/mlflow', 'mysql://db/mlflow'],
  ['postgresql://ann:s3cr#et@db/mlflow', 'postgresql://db/mlflow'],
  ['postgresql://ann:s3c@ret@db/mlflow', 'postgresql://db/mlflow'],
  ['postgresql://db/mlflow?user=ann&password=secret', 'postgresql://db/mlflow'],
  ['postgresql://ann@db/mlflow?password=s3c@ret', 'postgresql://…'],
  ['postgresql://ann:s3c?ret@db/mlflow', 'postgresql://…'],
])('a report names the database %s as %s', (url, place) => {
  expect(placeOfDatabase(url)).toBe(place);
});
