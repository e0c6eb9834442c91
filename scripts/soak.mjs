// npm run test:soak [-- KILLS [SEED [OPERATIONS]]]: processes are killed, connections cut and random operations compared as
// often as a release is to have seen.
// npm run test:soak -- load [SECONDS]: a server at twice what it can carry, ten minutes; shorter, nothing that rests on
// time is judged.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { soakMixedLoad } from './soak/mixed-load.mjs';

/** From here on the mixed load judges what rests on time. */
const LONG_SECONDS = 600;

const [kills = '25', seed = String(Date.now() % 1_000_000_000), operations = '10000'] = process.argv.slice(2);
const root = path.dirname(import.meta.dirname);

/** What kills, cuts and tries as often as its arguments say; of all else a second run is no more than the first. */
const SOAKED = [
  'test/faults/survival.test.ts',
  'test/platform/ended-connections.test.ts',
  'test/gateway/planned-operations.test.ts',
];

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
  [path.join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...SOAKED],
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
