// Runs the built command. Beside the bundle it keeps what V8 compiled of it, by command: the next start compiles nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

const bundle = fileURLToPath(new URL('../dist/bundle/pedigraph.cjs', import.meta.url));
const require = createRequire(bundle);
const DIGEST_BYTES = 32;
/** Milliseconds. */
const START_PATIENCE = 1_000;

// graphql-js checks every value for a second copy of itself unless told that this is no development.
process.env.NODE_ENV ??= 'production';
// Node 21 and newer have one; where there is none, pg makes a Response, for which Node 20 loads all that fetch() needs.
globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node.split('.')[0]}` };
// V8 learns that some arrays of rows live long, those that wait or are kept, and then makes all that pg reads in the old
// generation, with the texts they hold: a third of a request's CPU went to collecting there (docs/performance.md).
setFlagsFromString('--no-allocation-site-pretenuring');
// Source maps lead from what tsc built to the sources.
if (process.sourceMapsEnabled) await import('../dist/src/main.js');
else runBundle();

function runBundle() {
  optimise(false);
  const remembered = rememberedFile();
  const cachedData = read(remembered);
  // The build leaves nothing in it that is not ASCII.
  const script = new Script(readFileSync(bundle, 'latin1'), { filename: bundle, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, bundle, path.dirname(bundle));
  let isKept = cachedData !== undefined && !script.cachedDataRejected;
  const keep = () => {
    if (isKept) return;
    isKept = true;
    // What is kept counts for the flags that it was made under.
    optimise(false);
    write(remembered, script.createCachedData());
  };
  // A command that ends later than that has work to do.
  setTimeout(optimise, START_PATIENCE, true).unref();
  // Once the command serves, or has ended, it has compiled what it needs.
  module.exports.settled.then(() => {
    keep();
    optimise(true);
  });
  // It was told to end before.
  process.once('exit', keep);
}

/**
 * Whether V8 makes fast code of what runs often. While a command starts that is a quarter of the CPU, on the core that
 * PostgreSQL starts on, for code that hardly runs again.
 */
function optimise(isWorthIt) {
  setFlagsFromString(isWorthIt ? '--opt' : '--no-opt');
}

/** Where it is kept, and what it was made from: this bundle, by this Node with these flags. */
function rememberedFile() {
  const { size, mtimeMs } = statSync(bundle);
  const tag = cachedDataVersionTag().toString(16);
  const command = /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0] ?? 'none';
  const madeFrom = [process.version, process.arch, tag, size, mtimeMs].join(' ');
  return { file: path.join(path.dirname(bundle), 'compiled', `${command}-${tag}`), madeFrom };
}

/** What was kept, or undefined where there is none, where it is of another bundle, or where it is not whole. */
function read({ file, madeFrom }) {
  try {
    const kept = readFileSync(file);
    const data = kept.subarray(DIGEST_BYTES);
    return digest(madeFrom, data).equals(kept.subarray(0, DIGEST_BYTES)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all; where nothing may be written, every start compiles. */
function write({ file, madeFrom }, data) {
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(part, Buffer.concat([digest(madeFrom, data), data]));
    renameSync(part, file);
  } catch {
    try {
      rmSync(part, { force: true });
    } catch {}
  }
}

/** V8 takes what it is given for its own: a damaged file must not reach it. */
function digest(madeFrom, data) {
  return createHash('sha256').update(madeFrom).update(data).digest();
}
