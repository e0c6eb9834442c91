import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSource } from '#integrations/mlflow/open-source.js';
import type { MlflowSource } from '#integrations/mlflow/source/mlflow-source.js';
import { createTestDatabase } from '../support/test-database.js';
import { copyToPostgres } from './copy-to-postgres.js';
import { mlflowPython, WITHOUT_MLFLOW } from './mlflow-python.js';
import { readSource } from './read-whole-store.js';

const NOBODY = { onProblem: () => {}, onRemark: () => {} };
const python = mlflowPython();

/** What a source holds, without what MLflow draws anew for each store: ids, times and places. */
async function contentsOf(source: MlflowSource) {
  const { experiments, runs, loggedModels, models, points, artifacts } = await readSource(source);
  const nameOf = new Map([...experiments, ...runs, ...loggedModels].map(({ id, name }) => [id, name ?? '']));
  const texts = (tags: ReadonlyMap<string, string>) =>
    [...tags].map(([key, text]) => `${key}=${text.length === 32 ? nameOf.get(text) : text}`).sort();
  const sorted = <Item>(items: readonly Item[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    experiments: sorted(experiments.map(({ name, deleted, tags }) => ({ name, deleted, tags: texts(tags) }))),
    runs: sorted(
      runs.map((run) => ({
        ...{ name: run.name?.replace(/^[a-z]+-[a-z]+-\d+$/, 'drawn'), status: run.status, deleted: run.deleted },
        ...{ experiment: nameOf.get(run.experimentId), parameters: texts(run.parameters) },
        tags: texts(run.tags).map((tag) => tag.replace(/=[a-z]+-[a-z]+-\d+$/, '=drawn')),
        datasets: run.datasets.map((dataset) => ({ ...dataset, tags: texts(dataset.tags) })),
        outputs: run.modelOutputs.map(({ id, step }) => [nameOf.get(id), step]),
        hasEnded: run.endTime !== null,
      })),
    ),
    loggedModels: sorted(
      loggedModels.map((model) => ({
        ...{ name: model.name, modelType: model.modelType, status: model.status, deleted: model.deleted },
        ...{ run: nameOf.get(model.runId ?? ''), parameters: texts(model.parameters), tags: texts(model.tags) },
        metrics: model.metrics.map((metric) => ({ ...metric, runId: nameOf.get(metric.runId ?? '') })),
      })),
    ),
    models: sorted(
      models.map(({ name, description, tags, aliases, versions }) => ({
        ...{ name, description, tags: texts(tags), aliases: texts(aliases) },
        versions: versions.map(({ number, runId, modelId, description, stage, tags }) => ({
          ...{
            number,
            run: nameOf.get(runId ?? ''),
            model: nameOf.get(modelId ?? ''),
            description,
            stage,
            tags: texts(tags),
          },
        })),
      })),
    ),
    // A database has no infinity: MLflow stores, and answers, the largest number there is.
    points: sorted(points.map((point) => ({ ...point, value: String(Math.min(point.value, Number.MAX_VALUE)) }))),
    artifacts: sorted(
      artifacts.map(({ path: name, sizeBytes, mediaType }) => ({
        name,
        mediaType,
        sizeBytes: name.endsWith('MLmodel') ? 0 : sizeBytes,
      })),
    ),
  };
}

describe.skipIf(python === null)(
  `stores that MLflow itself made${python === null ? ` (${WITHOUT_MLFLOW})` : ''}`,
  () => {
    let folder: string;
    let server: ChildProcess | undefined;
    let files: Awaited<ReturnType<typeof contentsOf>>;
    const fill = (uri: string) =>
      execFileSync(python as string, [path.join(import.meta.dirname, 'make-mlflow-store.py'), uri], {
        cwd: folder,
        stdio: 'pipe',
        env: { ...process.env, MLFLOW_ALLOW_FILE_STORE: 'true' },
      });
    const read = async (place: string) => {
      await using source = await openSource(place, { observer: NOBODY });
      return await contentsOf(source);
    };

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-mlflow-'));
      fill(`file://${folder}/files/mlruns`);
      fill(`sqlite:///${folder}/mlflow.db`);
      files = await read(path.join(folder, 'files'));
    }, 300_000);
    afterAll(async () => {
      // MLflow's server starts workers, which outlive it: the group ends.
      if (server?.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    });

    test('of files hold one of everything', () => {
      expect(files.experiments).toHaveLength(4);
      expect(files.runs).toHaveLength(9);
      expect(files.points).toHaveLength(1_403);
      expect(files.loggedModels).toHaveLength(1);
      expect(files.models).toHaveLength(2);
      expect(files.artifacts).toHaveLength(3);
    });

    test('in SQLite are read as those of files are, and no file is changed or made', async () => {
      const digests = () => readFile(path.join(folder, 'mlflow.db'));
      const [before, names] = [await digests(), await readdir(folder)];
      expect(await read(path.join(folder, 'mlflow.db'))).toEqual(files);
      expect(await read(`sqlite:///${folder}/mlflow.db`)).toEqual(files);
      expect((await digests()).equals(before)).toBe(true);
      expect(await readdir(folder)).toEqual(names);
    });

    test('in PostgreSQL are read as those of files are', async () => {
      await using database = await createTestDatabase();
      await copyToPostgres(path.join(folder, 'mlflow.db'), database.url);
      await using source = await openSource(database.url, {
        observer: NOBODY,
        artifactFolders: [path.join(folder, 'mlruns')],
      });
      expect(await contentsOf(source)).toEqual(files);
    });

    test('on a tracking server are read as those of files are', async () => {
      const port = await freePort();
      server = spawn(
        python as string,
        [
          '-m',
          'mlflow',
          'server',
          '--backend-store-uri',
          `sqlite:///${folder}/mlflow.db`,
          '--port',
          String(port),
          '--workers',
          '1',
        ],
        { cwd: folder, stdio: 'ignore', detached: true },
      );
      const url = `http://127.0.0.1:${port}`;
      while (!(await fetch(`${url}/health`).catch(() => null))?.ok) await pause(200);
      expect(await read(url)).toEqual(files);
    }, 300_000);

    test('in a version that is not known are refused with it', async () => {
      const copy = path.join(folder, 'newer.db');
      execFileSync(python as string, [
        '-c',
        'import shutil, sqlite3, sys; shutil.copy(sys.argv[1], sys.argv[2]); c = sqlite3.connect(sys.argv[2]); c.execute("update alembic_version set version_num = \'ffffffffffff\'"); c.commit()',
        path.join(folder, 'mlflow.db'),
        copy,
      ]);
      await expect(openSource(copy, { observer: NOBODY })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('is of version ffffffffffff'),
      });
    });
  },
);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
