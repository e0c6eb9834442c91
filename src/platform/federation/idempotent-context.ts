import type { StepOfQuestion } from '../idempotency/asking-once.js';
import type { IdempotentWork } from '../idempotency/idempotency.js';
import type { Ports } from '../ports/ports.js';

/** What the context of a request under an idempotency key has beside. */
export interface IdempotentContext extends IdempotentWork {
  /** The other subgraphs, asked under the request's key. */
  portsUnder(stepOf: StepOfQuestion): Ports;
}
