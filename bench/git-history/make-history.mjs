// A repository as a team leaves it that works with DVC and GTO: many pipelines in one repository, of which a commit moves one.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const BRANCH = 'refs/heads/main';
const BEGIN = Date.UTC(2024, 0, 1) / 1_000;
/** Every so many commits one moves code alone, and one gets a version and a stage. */
const CODE_ALONE = 5;
const REGISTERED = 20;

/**
 * Makes a repository with `locks` pipelines, each with a dvc.lock, and `commits` commits, the first of which has all of
 * them; written by `git fast-import`, the same for the same numbers.
 */
export async function makeHistory(folder, { commits, locks }) {
  mkdirSync(folder, { recursive: true });
  if (existsSync(path.join(folder, '.git'))) throw new Error(`${folder} is a repository already.`);
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  const writer = spawn('git', ['fast-import', '--quiet'], { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(writer, 'exit');
  for (let index = 0; index < commits; index++) {
    const files = index === 0 ? firstFiles(locks) : laterFiles(index, locks);
    writer.stdin.write(commitOf(index, files));
    if (index % REGISTERED === 0) writer.stdin.write(tagsOf(index));
  }
  writer.stdin.end();
  const [status] = await ended;
  if (status !== 0) throw new Error(`git fast-import ended with ${status}.`);
  git(folder, ['reset', '--quiet', '--hard']);
}

function firstFiles(locks) {
  const files = {
    '.dvc/config': '[core]\n    no_scm = false\n',
    '.dvc/.gitignore': '/config.local\n/tmp\n/cache\n',
    'requirements.txt': 'scikit-learn==1.5.0\npandas==2.2.2\n',
    'artifacts.yaml': 'net: {path: p-000/model.pkl, type: model}\n',
  };
  for (let pipeline = 0; pipeline < locks; pipeline++) {
    files[`${folderOf(pipeline)}/dvc.yaml`] = PIPELINE;
    files[`${folderOf(pipeline)}/train.py`] = 'print("train")\n';
    Object.assign(files, stateOf(pipeline, 0));
  }
  return files;
}

function laterFiles(index, locks) {
  const pipeline = index % locks;
  return index % CODE_ALONE === 0
    ? { [`${folderOf(pipeline)}/train.py`]: `print("train ${index}")\n` }
    : stateOf(pipeline, index);
}

const PIPELINE = `stages:
  prepare:
    cmd: python prepare.py
    deps: [raw.csv]
    params: [split]
    outs: [ready]
  train:
    cmd: python train.py
    deps: [ready]
    params: [seed, model.depth, model.rate]
    outs: [model.pkl]
    metrics:
      - metrics.json: {cache: false}
`;

/** What a pipeline leaves in Git when it has run: parameters, lock and metrics. */
function stateOf(pipeline, index) {
  const at = (name) => `${folderOf(pipeline)}/${name}`;
  const md5 = (what) => createHash('md5').update(`${pipeline} ${index} ${what}`).digest('hex');
  const metrics = JSON.stringify({ auc: 0.5 + (index % 400) / 1_000, loss: { train: 1 / (index + 1), test: 0.25 } });
  const md5OfMetrics = createHash('md5').update(metrics).digest('hex');
  const ready = `{path: ready, hash: md5, md5: ${md5('ready')}.dir, size: 4096, nfiles: 12}`;
  return {
    [at('params.yaml')]: `split: 0.2\nseed: ${index}\nmodel: {depth: ${3 + (index % 7)}, rate: 0.01}\n`,
    [at('metrics.json')]: metrics,
    [at('dvc.lock')]: `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps:
      - {path: raw.csv, hash: md5, md5: ${createHash('md5').update(`raw ${pipeline}`).digest('hex')}, size: 1048576}
    params: {params.yaml: {split: 0.2}}
    outs:
      - ${ready}
  train:
    cmd: python train.py
    deps:
      - ${ready}
    params: {params.yaml: {seed: ${index}, model.depth: ${3 + (index % 7)}, model.rate: 0.01}}
    outs:
      - {path: metrics.json, hash: md5, md5: ${md5OfMetrics}, size: ${metrics.length}}
      - {path: model.pkl, hash: md5, md5: ${md5('model')}, size: 65536}
`,
  };
}

const folderOf = (pipeline) => `p-${String(pipeline).padStart(3, '0')}`;

function commitOf(index, files) {
  const changes = Object.entries(files).map(([name, text]) => `M 100644 inline ${name}\n${dataOf(text)}`);
  return `commit ${BRANCH}\nmark :${index + 1}\ncommitter ${personAt(index)}\n${dataOf(`step ${index}`)}${changes.join('')}\n`;
}

/** A version, and the stage that moves to it. */
function tagsOf(index) {
  const number = index / REGISTERED;
  const tag = (name, message) => `tag ${name}\nfrom :${index + 1}\ntagger ${personAt(index)}\n${dataOf(message)}`;
  return `${tag(`net@v0.${number}.0`, 'registered')}${tag(`net#prod#${number + 1}`, 'assigned')}`;
}

const personAt = (index) => `Ann <ann@example.org> ${BEGIN + index * 60} +0000`;
const dataOf = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;

function git(folder, words) {
  const { status } = spawnSync('git', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`git ${words.join(' ')} ended with ${status}.`);
}
