import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '#integrations/mlflow/files/read-environment.js';
import { hasRealStore, unpackRealStore, WITHOUT_REAL_STORE } from './mlflow-fixture.js';
import { filesAt, readAll } from './read-whole-store.js';

describe.skipIf(!hasRealStore)(`the store of a real project${hasRealStore ? '' : ` (${WITHOUT_REAL_STORE})`}`, () => {
  test('is read to the last file: every count is that of its files', async () => {
    await using files = await unpackRealStore();
    const names = (await readdir(files.root, { recursive: true })).map((name) => name.replaceAll(path.sep, '/'));
    const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
    const contents = async (pattern: RegExp) =>
      Promise.all(
        names.filter((name) => pattern.test(name)).map((name) => readFile(path.join(files.root, name), 'utf8')),
      );

    const { experiments, runs, models, points, artifacts, problems } = await readAll(files.root);

    expect(problems).toEqual([]);
    expect(experiments).toHaveLength(count(/^(\.trash\/)?\d+\/meta\.yaml$/));
    expect(experiments.filter((experiment) => experiment.deleted)).toHaveLength(count(/^\.trash\/\d+\/meta\.yaml$/));
    expect(runs).toHaveLength(count(/\/[0-9a-f]{32}\/meta\.yaml$/));
    expect(runs.length).toBeGreaterThan(100);
    expect(sum(runs, (run) => run.parameters.size)).toBe(count(/\/params\/./));
    expect(sum(runs, (run) => run.tags.size)).toBe(count(/\/tags\/./));
    expect(models).toHaveLength(count(/^models\/[^/]+\/meta\.yaml$/));
    expect(sum(models, (model) => model.versions.length)).toBe(count(/^models\/[^/]+\/version-\d+\/meta\.yaml$/));
    expect(sum(models, (model) => model.aliases.size)).toBe(count(/^models\/[^/]+\/aliases\/./));

    const runMetas = await contents(/\/[0-9a-f]{32}\/meta\.yaml$/);
    for (const [status, number] of [
      ['RUNNING', 1],
      ['FINISHED', 3],
      ['FAILED', 4],
    ] as const) {
      expect(runs.filter((run) => run.status === status)).toHaveLength(
        runMetas.filter((text) => text.includes(`\nstatus: ${number}\n`)).length,
      );
    }
    expect(runs.filter((run) => run.deleted)).toHaveLength(
      runMetas.filter((text) => text.includes('lifecycle_stage: deleted')).length,
    );

    const lines = (await contents(/\/metrics\/./)).flatMap((text) => text.split('\n').filter(Boolean));
    expect(points).toHaveLength(lines.length);
    expect(points.filter((point) => Number.isNaN(point.value))).toHaveLength(
      lines.filter((line) => line.includes(' nan ')).length,
    );

    expect(artifacts.map((artifact) => artifact.digest).sort()).toEqual(
      await Promise.all(
        names
          .filter((name) => /\/[0-9a-f]{32}\/artifacts\/.*\.[a-z]+$|\/(MLmodel|registered_model_meta)$/.test(name))
          .map(async (name) => sha256(await readFile(path.join(files.root, name)))),
      ).then((digests) => digests.sort()),
    );
  });

  test('tells the environment of the model made by its quickstart', async () => {
    await using files = await unpackRealStore();
    const folder = '982803444222557716/3005f2997dda4751a08d15f9c991bba2/artifacts/iris_model';
    const environment = await readEnvironment(await filesAt(files.root, folder), () => {});
    expect(environment?.runtime).toEqual({ name: 'python', version: '3.12.3' });
    expect(environment?.packages).toContainEqual({ manager: 'pip', name: 'scikit-learn', version: '1.4.2' });
    expect(environment?.packages).toContainEqual({ manager: 'conda', name: 'pip', version: null });
    expect(environment?.packages).toHaveLength(9);
  });
});

function sha256(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
