import type { EnvironmentPin, InputPin } from './run.entity.js';

/** What a run reads and where it runs, verified. */
export interface RunPins {
  readonly inputPins: readonly InputPin[];
  readonly environmentPin: EnvironmentPin | null;
}
