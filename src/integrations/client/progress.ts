/** How far a long import is. `total` is known from the start; `done` only grows. */
export interface Progress {
  /** What is being taken over, in the plural: `runs`, `model versions`. */
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

/** Called after each thing that was taken over or skipped; must be quick and must not throw. */
export type OnProgress = (progress: Progress) => void;
