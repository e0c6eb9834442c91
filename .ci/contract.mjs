// Tells the contract to a running server and holds every promise, those of the issues named here too: `node .ci/contract.mjs URL`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const script = path.resolve(import.meta.dirname, '../../shared/contract/contract.mjs');

/** Parts of the contract that are built: once held, they are held for ever. */
const STRICT = '--strict=right,language,trust';

if (!existsSync(script)) {
  console.log(`skipped: the contract is not beside this checkout (${script})`);
  process.exit(0);
}
const { stdout } = spawnSync(process.execPath, [script, process.argv[2], STRICT], {
  encoding: 'utf8',
  maxBuffer: 1 << 26,
});
const lines = stdout.split('\n');
const broken = lines.filter((line) => line.startsWith('not ok - '));
console.log(lines.filter((line) => /^(ok|not ok|#)/.test(line)).join('\n'));
console.log(lines.findLast((line) => /passed,/.test(line)) ?? 'the contract did not end');
if (broken.length > 0 || !lines.some((line) => line.startsWith('ok - '))) {
  console.log(`broken promises:\n${broken.join('\n')}`);
  process.exit(1);
}
