// npm run test:soak [-- KILLS [SEED [OPERATIONS]]]: the tests of faults with many kills, and as many random operations as
// a release is to have seen.
// npm run test:soak -- load [SECONDS]: a server at twice what it can carry, ten minutes; shorter, nothing that rests on
// time is judged.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { soakMixedLoad } from './soak/mixed-load.mjs';

/** From here on the mixed load judges what rests on time. */
const LONG_SECONDS = 600;

const [kills = '25', seed = String(Date.now() % 1_000_000_000), operations = '10000'] = process.argv.slice(2);
const root = path.dirname(import.meta.dirname);

/** Of these a second run is no more than the first. */
const ONCE = ['killed-before-answer.test.ts', 'no-secrets.test.ts', 'doctor.test.ts'];
const faults = readdirSync(path.join(root, 'test', 'faults'))
  .filter((name) => name.endsWith('.test.ts') && !ONCE.includes(name))
  .map((name) => `test/faults/${name}`);

prepare();
if (kills === 'load') {
  const seconds = Number(process.argv[3] ?? LONG_SECONDS);
  const broken = await soakMixedLoad({ seconds, judgesTimes: seconds >= LONG_SECONDS });
  for (const promise of broken) console.log(`not met: ${promise}`);
  process.exit(broken.length === 0 ? 0 : 1);
}
console.log(`${kills} kills of each topology, seed ${seed}; ${operations} random operations of each kind`);
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...faults,
    'test/platform/ended-connections.test.ts',
    'test/gateway/planned-operations.test.ts',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      SOAK_KILLS: kills,
      SOAK_SEED: seed,
      RANDOM_SEED: seed,
      RANDOM_OPERATIONS: operations,
      // Connections are cut at every byte of what passes, rather than at every fifth.
      ...(Number(kills) >= 25 && { PEDIGRAPH_SOAK: '1' }),
    },
  },
);
process.exit(status ?? 1);
