import { ACCESS_EXAMPLES } from './access-examples.js';
import { GOVERNING_EXAMPLES } from './governing-examples.js';
import { LOGGED_MODEL_EXAMPLES } from './logged-model-examples.js';
import type { MutationExample } from './mutation-example.js';
import { RECORDING_EXAMPLES } from './recording-examples.js';

/** An example of each mutation of the API, by name. One that is missing fails the tests that walk the schema. */
export const MUTATION_EXAMPLES: Readonly<Record<string, MutationExample>> = {
  ...RECORDING_EXAMPLES,
  ...LOGGED_MODEL_EXAMPLES,
  ...GOVERNING_EXAMPLES,
  ...ACCESS_EXAMPLES,
};
