import { enumWord } from './enum-word';

/** How a kind of thing is shown: by a letter, by a shape and by a colour, so that each alone is enough. */
export interface KindLook {
  /** The class of its sign, and the name of its colour in styles/tokens.css. */
  readonly look: 'model' | 'data' | 'environment' | 'run' | 'deployment';
  readonly letter: string;
  readonly word: string;
}

const KINDS: Readonly<Record<string, KindLook>> = {
  MODEL: { look: 'model', letter: 'M', word: 'model' },
  DATASET: { look: 'data', letter: 'D', word: 'dataset' },
  EXPERIMENT: { look: 'run', letter: 'X', word: 'experiment' },
  MODEL_VERSION: { look: 'model', letter: 'M', word: 'model version' },
  DATASET_VERSION: { look: 'data', letter: 'D', word: 'dataset version' },
  COLUMN: { look: 'data', letter: 'C', word: 'column' },
  ENVIRONMENT_VERSION: { look: 'environment', letter: 'E', word: 'environment version' },
  RUN: { look: 'run', letter: 'R', word: 'run' },
  LOGGED_MODEL: { look: 'model', letter: 'L', word: 'logged model' },
  DEPLOYMENT: { look: 'deployment', letter: 'T', word: 'deployment' },
};

/** How a kind is shown; one that a later release knows is shown as what it is called. */
export function kindLook(kind: string): KindLook {
  return KINDS[kind] ?? { look: 'run', letter: '?', word: enumWord(kind) };
}
