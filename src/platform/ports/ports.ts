import type { DocumentNode } from 'graphql';
import type { Caller } from '../auth/caller.js';
import type { ErrorCode } from '../errors/codes.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import type { StepOfQuestion } from '../idempotency/asking-once.js';
import { LEDGER_EXTENSION, type WrittenPositions } from '../ledger/ledger-positions.js';
import { failureIn, traced } from '../tracing/tracer.js';
import type { SubgraphTransport } from '../transport/transport.js';

/** A question for another subgraph. */
export interface Question {
  readonly subgraph: string;
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown> | undefined;
}

/**
 * The one way a subgraph asks another: its GraphQL API, over the same transport as the gateway, in the caller's name.
 */
export interface Ports {
  /** @throws {PedigraphError} UNAVAILABLE where the owner does not answer; the owner's own code where it refuses. */
  ask<Data>(question: Question): Promise<Data>;
}

/** In whose name a port asks. */
export interface Asker {
  readonly caller: Caller;
  /** See `SubgraphRequest.delegation`. */
  readonly delegation?: string | undefined;
  readonly requestId: string;
  readonly cameAt?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Collects the ledger positions that the other subgraphs have written for this request. */
  readonly written?: WrittenPositions | undefined;
  /** Under which key its mutations are asked for. @default none */
  readonly stepOf?: StepOfQuestion | undefined;
}

/** Binds the transports to a caller. */
export function createPorts(
  transportOf: (subgraph: string) => SubgraphTransport,
  { written, stepOf, ...asker }: Asker,
): Ports {
  return {
    async ask<Data>(question: Question): Promise<Data> {
      const { subgraph, document, variables } = question;
      const idempotent = stepOf?.(question);
      const answer = await traced(
        `subgraph ${subgraph}`,
        'internal',
        { 'pedigraph.subgraph': subgraph },
        () => transportOf(subgraph)({ document, variables, ...asker, idempotent }),
        failureIn,
      );
      written?.note(answer.extensions?.[LEDGER_EXTENSION]);
      const error = answer.errors?.[0];
      if (error !== undefined || answer.data == null) {
        const { code = 'UNAVAILABLE', ...details } = error?.extensions ?? {};
        const message = error?.message ?? `The ${subgraph} subgraph gave no answer; try again.`;
        throw new PedigraphError(code as ErrorCode, message, details);
      }
      return answer.data as Data;
    },
  };
}
