import type { InputPin } from '../added-input/input-pin.js';
import type { EnvironmentPin } from './run.entity.js';

/** The run in which a run was started. */
export interface ParentPin {
  readonly id: string;
  readonly ref: string;
}

/** What a run reads, where it runs and in which other run, verified. */
export interface RunPins {
  readonly inputPins: readonly InputPin[];
  readonly environmentPin: EnvironmentPin | null;
  readonly parent: ParentPin | null;
}
