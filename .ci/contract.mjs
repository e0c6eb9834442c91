// Tells the contract to a running server and holds the chapters that are built: `node .ci/contract.mjs URL`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const script = path.resolve(import.meta.dirname, '../../shared/contract/contract.mjs');

/** What is not built yet, by the words a promise begins with; each goes from here with the change that builds it. */
const OPEN = ['impact of one bad dataset version', 'insight:'];

if (!existsSync(script)) {
  console.log(`skipped: the contract is not beside this checkout (${script})`);
  process.exit(0);
}
const { stdout } = spawnSync(process.execPath, [script, process.argv[2]], { encoding: 'utf8', maxBuffer: 1 << 26 });
const lines = stdout.split('\n');
const broken = lines.filter((line) => line.startsWith('not ok - '));
const unexpected = broken.filter((line) => !OPEN.some((words) => line.slice('not ok - '.length).startsWith(words)));
console.log(lines.filter((line) => /^(ok|not ok|#)/.test(line)).join('\n'));
console.log(lines.findLast((line) => /passed,/.test(line)) ?? 'the contract did not end');
if (unexpected.length > 0 || !lines.some((line) => line.startsWith('ok - '))) {
  console.log(`broken promises:\n${unexpected.join('\n')}`);
  process.exit(1);
}
