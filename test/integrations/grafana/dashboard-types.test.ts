import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readDashboards } from './read-dashboards.js';

const OPTIONS = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', ''];

/** What the compiler says of pieces of JSON as values of the type of dashboards; empty where they are. */
async function faultsOf(...pieces: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-grafana-'));
  try {
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    const type = await readFile('test/integrations/grafana/dashboard-model.ts', 'utf8');
    await writeFile(path.join(folder, 'dashboard-model.ts'), type);
    const values = pieces.map((json, n) => `export const dashboard${n}: DashboardModel = ${json};\n`).join('');
    const imported = "import type { DashboardModel } from './dashboard-model.js';\n";
    await writeFile(path.join(folder, 'dashboards.ts'), imported + values);
    await promisify(execFile)(path.resolve('node_modules/.bin/tsc'), [...OPTIONS, 'dashboards.ts'], { cwd: folder });
    return '';
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const texts = () => Promise.all(readDashboards().map(([file]) => readFile(file, 'utf8')));

test('each is a dashboard by the types that Grafana publishes', async () => {
  expect(await faultsOf(...(await texts()))).toBe('');
});

test('these types refuse what Grafana does not know', async () => {
  const [text = ''] = await texts();
  const changed = [
    text.replace('"displayMode": "list"', '"displayMode": "lst"'),
    text.replace('"gridPos"', '"gridPlace"'),
  ];
  expect(changed).not.toContain(text);
  const said = await faultsOf(...changed);
  expect(said).toContain('"lst"');
  expect(said).toContain('gridPlace');
});
