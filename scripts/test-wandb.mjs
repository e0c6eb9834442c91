// npm run test:wandb [-- SEED [COUNT]]: offline runs that the real wandb makes, and what was logged to them beside what is
// imported here (test/wandb/README.md).
import { compareWithPython } from './compare-with-python.mjs';

compareWithPython({
  tools: 'wandb',
  script: 'make_runs.py',
  test: 'test/integrations/wandb/beside-wandb.test.ts',
  variable: 'PEDIGRAPH_WANDB_RUNS',
});
