// Executes each pipeline of examples/ci in the environment of its system, against a server with tokens: a model is
// promoted, a better one replaces it, a bad one stops at the gate, and production goes back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { post } from '../../bench/timing.mjs';
import { PIPELINES } from './pipeline-steps.mjs';
import { runSteps } from './run-pipeline.mjs';

const examples = path.resolve(import.meta.dirname, '../../examples');

/** Executes all of them. @throws {AssertionError} where a step does something else than its name says */
export async function checkPipelines(tarball, folder, server) {
  for (const pipeline of PIPELINES) {
    await checkPipeline(pipeline, tarball, path.join(folder, pipeline.system), server);
    console.log(`ok - the pipeline of ${pipeline.system}: promoted, replaced, refused at the gate, rolled back`);
  }
}

async function checkPipeline(pipeline, tarball, folder, { url, tokens }) {
  const { system, shell, release, rollBack } = pipeline;
  const workspace = path.join(folder, 'workspace');
  // One server for all: each has names of its own.
  const own = (text) => text.replaceAll('examples/', `${system}/`);
  makeRepository(workspace, own);
  const ask = (query) => post(url, own(query), {}, tokens.admin);
  await ask(`mutation {
    gate: setPolicy(input: { scope: "examples/house-prices", alias: "candidate", rules: { metrics: ["r2 >= 0.9"], reproducible: true } }) { policy { id } }
    review: setPolicy(input: { scope: "examples/house-prices", rules: { approvals: 1 } }) { policy { id } }
  }`);
  let builds = 0;
  const run = (steps) => {
    const commit = git(workspace, 'rev-parse', 'HEAD');
    const repository = `https://git.example.org/${system}/houses`;
    const secrets = {
      PEDIGRAPH_URL: new URL(url).origin,
      PEDIGRAPH_TOKEN: tokens.MAINTAINER,
      PEDIGRAPH_PACKAGE: tarball,
      reason: 'latency',
    };
    const env = {
      PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`,
      HOME: folder,
      npm_config_prefix: folder,
      npm_config_offline: 'true',
      REASON: 'latency',
      ...secrets,
      ...pipeline.variables({ commit, repository, workspace, id: String(++builds) }),
    };
    const scripts = steps.map((step) => ({ ...step, script: own(step.script) }));
    const onWaiting = () => approveLatest(ask);
    return runSteps(scripts, { shell, env, cwd: workspace, secrets, onWaiting });
  };
  const commit = (parameters) => {
    git(workspace, 'clean', '-fdxq');
    writeFileSync(path.join(workspace, 'params.json'), `${JSON.stringify(parameters)}\n`);
    git(workspace, 'commit', '--quiet', '--all', '--message', 'Other parameters');
  };
  const parameters = JSON.parse(readFileSync(path.join(workspace, 'params.json'), 'utf8'));
  const all = release.map(({ name }) => name);

  const first = await run(release);
  assert.deepEqual(first, { done: all, failed: undefined });
  assert.deepEqual(await production(ask), {
    version: '1.0.0',
    system,
    buildId: '1',
    evaluations: 1,
    targets: ['prod-eu'],
  });

  commit({ ...parameters, features: ['area', 'rooms', 'age'] });
  assert.deepEqual((await run(release)).done, all);
  assert.equal((await production(ask)).version, '1.0.1');

  commit({ ...parameters, epochs: 1 });
  const refused = await run(release);
  assert.deepEqual([refused.failed?.name, refused.failed?.status], ['gate', 3], refused.failed?.stderr);
  assert.match(refused.failed.stderr, /POLICY_UNMET: .*r2 >= 0\.9/);
  assert.equal((await production(ask)).version, '1.0.1');

  assert.equal((await run(rollBack)).failed, undefined);
  assert.equal((await production(ask)).version, '1.0.0');
}

function makeRepository(workspace, own) {
  mkdirSync(workspace, { recursive: true });
  cpSync(path.join(examples, 'house-prices'), workspace, { recursive: true });
  for (const name of ['evaluate.graphql', 'evaluation.mjs'])
    cpSync(path.join(examples, 'ci', name), path.join(workspace, name));
  for (const entry of readdirSync(workspace, { withFileTypes: true }).filter((one) => one.isFile())) {
    const file = path.join(workspace, entry.name);
    writeFileSync(file, own(readFileSync(file, 'utf8')));
  }
  git(workspace, 'init', '--quiet', '--initial-branch=main');
  git(workspace, 'add', '--all');
  git(workspace, 'commit', '--quiet', '--message', 'Houses by their area');
}

function git(cwd, ...words) {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...words], { cwd, encoding: 'utf8' }).trim();
}

async function approveLatest(ask) {
  const { model } = await ask('{ model(name: "examples/house-prices") { latest { ref } } }');
  await ask(`mutation { approve(input: { modelVersion: "${model.latest.ref}" }) { modelVersion { ref } } }`);
}

/** What is in production, and what a pipeline recorded of it. */
async function production(ask) {
  const { modelVersion } = await ask(`{ modelVersion(ref: "examples/house-prices@production") {
    version build { system buildId } evaluations { totalCount } deployments(active: true) { nodes { target } } } }`);
  const { version, build, evaluations, deployments } = modelVersion;
  const targets = deployments.nodes.map(({ target }) => target);
  return { version, ...build, evaluations: evaluations.totalCount, targets };
}
