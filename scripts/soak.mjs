// npm run test:soak [-- KILLS [SEED [OPERATIONS]]]: the tests of faults with many kills, and as many random operations as
// a release is to have seen.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepare } from './prepare.mjs';

const [kills = '25', seed = String(Date.now() % 1_000_000_000), operations = '10000'] = process.argv.slice(2);
const root = path.dirname(import.meta.dirname);

prepare();
console.log(`${kills} kills of each topology, seed ${seed}; ${operations} random operations of each kind`);
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    'test/faults',
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
