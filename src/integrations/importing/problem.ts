/** What a source holds: whole things first, then the parts of a run or version that can be broken on their own. */
export type StoreKind =
  | 'experiment'
  | 'run'
  | 'loggedModel'
  | 'model'
  | 'modelVersion'
  | 'alias'
  | 'parameter'
  | 'tag'
  | 'metric'
  | 'dataset'
  | 'input'
  | 'output'
  | 'artifact'
  | 'environmentFile';

/** Something in the source that cannot be read, or does not fit. Everything around it still is. */
export interface Problem {
  readonly kind: StoreKind;
  /** The file or folder; in a database or on a server, the thing by its id. */
  readonly path: string;
  /** What was expected and what is there, as half a sentence. */
  readonly reason: string;
}

/** Receives each problem as it is met. */
export type OnProblem = (problem: Problem) => void;

/** Receives what is to be known of a thing that was read all the same. */
export type OnRemark = (path: string, remark: string) => void;

/** To whom it is reported what is met while a source is read. */
export interface SourceObserver {
  readonly onProblem: OnProblem;
  readonly onRemark: OnRemark;
}
