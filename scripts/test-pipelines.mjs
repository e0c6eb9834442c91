// npm run test:pipelines: holds the YAML pipelines of examples/ci against the schemas that GitHub and GitLab publish, as
// check-jsonschema brings them. The virtual environment stays in the user's cache.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

const examples = path.resolve(import.meta.dirname, '../examples/ci');
const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-pipelines-'));

/** Whether a file is what a schema wants. */
function fits(python, schema, file) {
  const words = ['-m', 'check_jsonschema', '--builtin-schema', schema, file];
  return spawnSync(python, words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}

try {
  const python = pythonEnvironment('pipelines', path.join(import.meta.dirname, 'packages', 'requirements.txt'));
  for (const [schema, name, wrong] of [
    ['vendor.github-workflows', 'github-actions.yml', 'on: push\njobs: { release: { steps: [{ run: 1 }] } }\n'],
    ['vendor.gitlab-ci', 'gitlab-ci.yml', 'release: { stage: test, script: { run: 1 } }\n'],
  ]) {
    // A check that lets everything through would be none.
    const broken = path.join(folder, name);
    writeFileSync(broken, wrong);
    if (fits(python, schema, broken).status !== 1) throw new NoEnvironment(`${schema} refuses nothing.`);
    const { status, stderr } = fits(python, schema, path.join(examples, name));
    console.log(`${status === 0 ? 'ok' : 'not ok'} - ${name} is what ${schema} wants`);
    if (status !== 0) process.exitCode = 1;
    if (status !== 0) console.log(stderr);
  }
} catch (error) {
  if (!(error instanceof NoEnvironment)) throw error;
  console.error(`THE PIPELINES WERE NOT HELD AGAINST THEIR SCHEMAS: ${error.message}`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
