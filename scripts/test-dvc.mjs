// npm run test:dvc [-- SEED [COUNT]]: random histories that the real dvc and gto make, and what these tools say of them beside
// what is read here (test/dvc/README.md).
import { compareWithPython } from './compare-with-python.mjs';

compareWithPython({
  tools: 'dvc',
  script: 'make_histories.py',
  test: 'test/integrations/git-history/beside-dvc.test.ts',
  variable: 'PEDIGRAPH_DVC_HISTORIES',
  // One of each shape.
  count: '4',
});
