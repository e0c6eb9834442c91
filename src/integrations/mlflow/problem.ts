/** What a store holds: whole things first, then the parts of a run or version that can be broken on their own. */
export type StoreKind =
  | 'experiment'
  | 'run'
  | 'model'
  | 'modelVersion'
  | 'alias'
  | 'parameter'
  | 'tag'
  | 'metric'
  | 'artifact'
  | 'environmentFile';

/** Something in the store that cannot be read. Everything around it still is. */
export interface Problem {
  readonly kind: StoreKind;
  /** The file or folder. */
  readonly path: string;
  /** What was expected and what is there, as half a sentence. */
  readonly reason: string;
}

/** Receives each problem as it is met. */
export type OnProblem = (problem: Problem) => void;
