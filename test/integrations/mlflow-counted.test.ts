import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph } from '../support/test-graph.js';
import { mlflowPython, WITHOUT_MLFLOW } from './mlflow-python.js';
import { linesHere, linesInDatabase } from './mlflow-rows.js';

const python = mlflowPython();

test.skipIf(python === null)(
  `every row of a database that MLflow itself filled is here, counted by SQL${python === null ? ` (${WITHOUT_MLFLOW})` : ''}`,
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-mlflow-'));
    try {
      const file = path.join(folder, 'mlflow.db');
      const fill = [path.join(import.meta.dirname, 'make-mlflow-store.py'), `sqlite:///${file}`];
      execFileSync(python as string, fill, { cwd: folder, stdio: 'pipe' });
      await using graph = await createTestGraph();
      const client = createGraphqlClient({ url: graph.url });
      const report = await importMlflow({ source: file, client, namespace: 'counted' });
      expect(report.skips).toEqual([]);
      const here = new Set(await linesHere(client, 'counted'));
      const there = linesInDatabase(file);
      expect(there.length).toBeGreaterThan(100);
      expect(there.filter((line) => !here.has(line))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  300_000,
);
