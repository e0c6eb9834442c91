import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readDashboards } from './read-dashboards.js';

const OPTIONS = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', ''];

/** What the compiler says of JSON as a value of the type of dashboards; empty where it is one. */
async function faultsOf(json: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-grafana-'));
  try {
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    const type = await readFile('test/integrations/grafana/dashboard-model.ts', 'utf8');
    await writeFile(path.join(folder, 'dashboard-model.ts'), type);
    const value = `import type { DashboardModel } from './dashboard-model.js';\nexport const dashboard: DashboardModel = ${json};\n`;
    await writeFile(path.join(folder, 'dashboard.ts'), value);
    const compiler = path.resolve('node_modules/.bin/tsc');
    await promisify(execFile)(compiler, [...OPTIONS, 'dashboard.ts'], { cwd: folder });
    return '';
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each(readDashboards())('%s is a dashboard by the types that Grafana publishes', async (file) => {
  expect(await faultsOf(await readFile(file, 'utf8'))).toBe('');
});

test('these types refuse what Grafana does not know', async () => {
  const [file] = readDashboards()[0]!;
  const text = await readFile(file, 'utf8');
  expect(await faultsOf(text.replace('"displayMode": "list"', '"displayMode": "lst"'))).toContain('"lst"');
  expect(await faultsOf(text.replace('"gridPos"', '"gridPlace"'))).toContain('gridPlace');
});
