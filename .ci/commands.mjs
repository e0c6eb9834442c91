// Runs every command that the documents or --help name, in its smallest form: `node .ci/commands.mjs URL`, where URL is
// the endpoint of a server that is running; DATABASE_URL is a PostgreSQL for a subgraph alone. What starts a server is
// asked to stop once it reports that it is ready.
import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const [, , url] = process.argv;
const { DATABASE_URL, ...inherited } = process.env;
const work = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-commands-'));
// PostgreSQL refuses root and runs as another user, who has to reach its data.
await chmod(work, 0o755);
const at = (name) => path.join(work, name);
const put = async (name, text) => {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
};
const run = 'a'.repeat(32);
await put('pedigraph.yaml', 'model: ci/smallest\nartifacts: [model.bin]\n');
await put('model.bin', 'a model');
await put('copy.bin', 'a model');
await put('sources.yaml', 'every: 5m\nsources: [{ mlflow: mlruns, namespace: followed }]\n');
await put('mlruns/1/meta.yaml', 'experiment_id: 1\nname: ci\n');
await put(
  `mlruns/1/${run}/meta.yaml`,
  `run_id: ${run}\nstatus: 3\nstart_time: 1714741043098\nend_time: 1714741099000\n`,
);
for (const [name, content] of Object.entries({
  'config.yaml': 'wandb_version: 1\nlr: { value: 0.1 }\n',
  'wandb-history.jsonl': '{"_step": 0, "_timestamp": 1714741043, "loss": 1}\n',
  'wandb-metadata.json': '{"exitcode": 0}',
}))
  await put(`wandb/run-20240503_120000-ci1/files/${name}`, content);
await put('hub/README.md', '---\nlicense: mit\n---\nThe smallest.\n');
await put('hub/model.safetensors', 'weights');
const committer = ['-c', 'user.name=ci', '-c', 'user.email=ci@example.org'];
for (const words of [['init'], ['add', '--all'], [...committer, 'commit', '--message', 'weights']])
  execFileSync('git', ['-C', at('hub'), ...words], { stdio: 'ignore' });
const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

/** What the commands about keys have printed. */
let key;
let lesser;

/** Each by the name that people know it by; `ready` is what a server prints, `onPrinted` gets what a command printed. */
const COMMANDS = [
  { name: 'pedigraph start', words: ['start', '--port', '0', '--data', at('store'), '--empty'], ready: 'Ctrl-C' },
  { name: 'pedigraph verify', words: ['verify', '--data', at('store')] },
  { name: 'pedigraph migrate', words: ['migrate', '--data', at('store')] },
  // A role that every PostgreSQL has.
  { name: 'pedigraph reporting', words: ['reporting', '--data', at('store'), '--role', 'pg_monitor'] },
  { name: 'pedigraph doctor', words: ['doctor', '--data', at('store')] },
  { name: 'pedigraph backup', words: ['backup', at('store.backup'), '--data', at('store')] },
  { name: 'pedigraph restore', words: ['restore', at('store.backup'), '--data', at('restored')] },
  { name: 'pedigraph catalog rebuild', words: ['catalog', 'rebuild', '--data', at('store')] },
  {
    name: 'pedigraph distributed',
    words: ['distributed', '--port', '0', '--data', at('distributed')],
    ready: 'Ctrl-C',
  },
  {
    name: 'pedigraph gateway',
    words: ['gateway', '--supergraph', 'schema/supergraph.graphql', '--port', '0'],
    ready: 'is ready',
  },
  {
    name: 'pedigraph subgraph',
    words: ['subgraph', 'models', '--port', '0'],
    env: { DATABASE_URL },
    ready: 'is ready',
  },
  { name: 'pedigraph gateway-keys', words: ['gateway-keys'] },
  { name: 'pedigraph compose', words: ['compose', '--check'] },
  { name: 'pedigraph register', words: ['register', at('pedigraph.yaml'), '--url', url] },
  { name: 'pedigraph reproduce', words: ['reproduce', 'ci/smallest@1.0.0', at('reproduction'), '--url', url] },
  { name: 'pedigraph promote', words: ['promote', 'ci/smallest@1.0.0', '--url', url] },
  { name: 'pedigraph alias', words: ['alias', 'ci/smallest', 'candidate', '1.0.0', '--url', url] },
  { name: 'pedigraph deploy', words: ['deploy', 'ci/smallest@1.0.0', 'ci', '--url', url] },
  { name: 'pedigraph status', words: ['status', 'ci/smallest@production', '--url', url] },
  { name: 'pedigraph query', words: ['query', '{ models { totalCount } }', '--url', url] },
  { name: 'pedigraph search', words: ['search', 'namespace:ci', '--url', url] },
  { name: 'pedigraph diff', words: ['diff', 'ci/smallest@1.0.0', 'ci/smallest@production', '--url', url] },
  { name: 'pedigraph log', words: ['log', 'ci/smallest', '--url', url] },
  { name: 'pedigraph lineage', words: ['lineage', 'demo/churn@1.1.0', '--url', url] },
  // The example has a version to go back to.
  {
    name: 'pedigraph alias, once more',
    words: ['alias', 'demo/churn', 'canary', '1.0.0', '--url', url],
  },
  { name: 'pedigraph alias, moved', words: ['alias', 'demo/churn', 'canary', '1.1.0', '--url', url] },
  {
    name: 'pedigraph rollback',
    words: ['rollback', 'demo/churn', '--alias', 'canary', '--reason', 'the check', '--url', url],
  },
  { name: 'pedigraph completion', words: ['completion', 'bash'] },
  { name: 'pedigraph complete', words: ['complete', '--', 'pro'] },
  { name: 'pedigraph import git', words: ['import', 'git', '.', '--dry-run', '--rev', 'HEAD'] },
  { name: 'pedigraph export', words: ['export', 'demo/churn@1.1.0', '-o', at('churn.tar'), '--url', url] },
  { name: 'pedigraph verify-bundle', words: ['verify-bundle', at('churn.tar')] },
  { name: 'pedigraph import bundle', words: ['import', 'bundle', at('churn.tar'), '--url', url] },
  { name: 'pedigraph import mlflow', words: ['import', 'mlflow', at('mlruns'), '--url', url] },
  {
    name: 'pedigraph import huggingface',
    words: ['import', 'huggingface', at('hub'), '--name', 'ci/hub', '--url', url],
  },
  { name: 'pedigraph import wandb', words: ['import', 'wandb', at('wandb'), '--url', url] },
  { name: 'pedigraph location add', words: ['location', 'add', 'ci/smallest@1.0.0', at('copy.bin'), '--url', url] },
  { name: 'pedigraph check', words: ['check', 'ci/smallest@1.0.0', '--record', '--url', url] },
  { name: 'pedigraph follow', words: ['follow', at('sources.yaml'), '--once', '--url', url] },
  { name: 'pedigraph mcp', words: ['mcp', '--url', url] },
  // Last: with the first key nobody comes in without one any more.
  { name: 'pedigraph grant', words: ['grant', 'ci', 'ADMIN', '--url', url] },
  {
    name: 'pedigraph key create',
    words: ['key', 'create', 'the check', '--for', 'ci', '--url', url],
    onPrinted: (text) => (key = /pdg_\w+/.exec(text)?.[0]),
  },
  {
    name: 'pedigraph key create, for less',
    words: ['key', 'create', 'less', '--for', 'ci', '--role', 'VIEWER', '--url', url],
  },
  {
    name: 'pedigraph key list',
    words: ['key', 'list', '--json', '--url', url],
    onPrinted: (text) => (lesser = JSON.parse(text).find(({ name }) => name === 'less').id),
  },
  { name: 'pedigraph key revoke', words: () => ['key', 'revoke', lesser, '--url', url] },
];

/** Resolves to a reason where a command did not do what it is for. */
function reasonAgainst({ words, env: own, ready, onPrinted }) {
  return new Promise((resolve) => {
    const env = {
      ...inherited,
      ...own,
      PEDIGRAPH_GATEWAY_PUBLIC_KEYS: publicKey,
      ...(key && { PEDIGRAPH_TOKEN: key }),
    };
    const given = typeof words === 'function' ? words() : words;
    const child = spawn(process.execPath, ['bin/pedigraph.mjs', ...given], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    // For hangs alone.
    const hang = setTimeout(() => child.kill('SIGKILL'), 300_000);
    let output = '';
    let printed = '';
    let isAsked = false;
    const hear = (chunk) => {
      output += chunk;
      // A second signal would end it at once.
      if (ready !== undefined && !isAsked && output.includes(ready)) isAsked = child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', hear);
    child.once('close', (code) => {
      clearTimeout(hang);
      if (code === 0) onPrinted?.(printed);
      const isReady = ready === undefined || output.includes(ready);
      resolve(code === 0 && isReady ? undefined : `ended with ${code}:\n${output}`);
    });
  });
}

try {
  for (const command of COMMANDS) {
    const reason = await reasonAgainst(command);
    console.log(
      `${reason === undefined ? 'ok' : 'not ok'} - ${command.name}${reason === undefined ? '' : ` ${reason}`}`,
    );
    if (reason !== undefined) process.exitCode = 1;
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
