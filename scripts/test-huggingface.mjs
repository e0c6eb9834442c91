// npm run test:huggingface [-- SEED [COUNT]]: cards that the real huggingface_hub writes, and what it reads of them beside
// what is read here (test/huggingface/README.md).
import { compareWithPython } from './compare-with-python.mjs';

compareWithPython({
  tools: 'huggingface',
  script: 'make_cards.py',
  test: 'test/integrations/huggingface/beside-huggingface-hub.test.ts',
  variable: 'PEDIGRAPH_HUGGINGFACE_CARDS',
  count: '20',
});
