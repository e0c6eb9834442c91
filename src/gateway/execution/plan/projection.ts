import type { CompletionFaults } from './completion-faults.js';

/**
 * Completes what the plan has fetched to what the client gets (GraphQL specification §6.4.3): a value of the fields it
 * asked for, in their order. A value that does not fit its type, or is null in a non-null position,
 * is reported as a fault, and becomes null in the nearest nullable position above it.
 */
export type Project = (value: unknown, faults: CompletionFaults) => unknown;

/** The same in turns of the event loop. */
export type ProjectInTurns = (value: unknown, faults: CompletionFaults) => Promise<unknown>;

/** A projection, at once and in turns. */
export interface Projection {
  /** @throws TOO_LARGE where there is more than is completed at once. */
  readonly project: Project;
  readonly projectInTurns: ProjectInTurns;
}
