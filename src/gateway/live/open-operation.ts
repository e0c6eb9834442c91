import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '#platform/auth/caller.js';
import { callerKey } from '#platform/auth/caller-key.js';
import type { Config } from '#platform/config/config.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { createWrittenPositions } from '#platform/ledger/ledger-positions.js';
import type { ExecutionQueue } from '#platform/server/load-shedding/execution-queue.js';
import type { Gateway } from '../create-gateway.js';
import type { Documents, MeantDocument } from '../documents/documents.js';
import { createAdmission } from '../guard/admit-operation.js';
import { asExecutionResult } from './as-execution-result.js';
import { createSubscriptionSlots } from './subscription-slots.js';

/** An operation that came over a stream or a socket. */
export interface LiveOperation extends MeantDocument {
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** The caller, and the signal that ends the operation. */
export interface LiveAsker {
  readonly caller: Caller;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** Opens an operation: a subscription's answers as they come, the one answer of any other, or why there is none. */
export type OpenOperation = (
  operation: LiveOperation,
  asker: LiveAsker,
) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/** What opening operations takes. */
export interface OpenOperationOptions {
  readonly gateway: Gateway;
  readonly config: Pick<Config, 'gateway' | 'limits'>;
  readonly documents: Documents;
  /** Where operations wait for their turn. */
  readonly queue: ExecutionQueue;
  readonly logger: Logger;
}

/** Puts the guard, validation, the queue and limits on how many are open before the subscriptions of a gateway. */
export function createOpenOperation({
  gateway,
  config,
  documents,
  queue,
  logger,
}: OpenOperationOptions): OpenOperation {
  const {
    limits,
    gateway: { introspection },
  } = config;
  const admit = createAdmission(limits);
  const slots = createSubscriptionSlots(limits);
  const suggests = introspection === 'open';

  return async (operation, asker) => {
    const { requestId, signal } = asker;
    const onFault = (err: unknown) => logger.error({ err, requestId }, 'subscription failed');
    const report = (error: unknown) => {
      const { message, path, extensions } = normaliseError(error, { requestId, onFault, suggests });
      return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
    };
    try {
      const query = documents.resolve(operation, asker.caller);
      admit({ query, variables: operation.variables });
      if (typeof query !== 'string') throw noDocument();
      const document = parsed(query, gateway);
      const operationName = operation.operationName ?? undefined;
      const variables = operation.variables ?? {};
      const written = createWrittenPositions();
      const context = { ...asker, written };
      const inTurn = <T>(work: () => Promise<T>) => queue.run(callerKey(asker.caller), signal, work);
      if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
        const { body } = await inTurn(() =>
          gateway.apollo.executeOperation(
            { query, variables, ...(operationName === undefined ? {} : { operationName }) },
            { contextValue: context },
          ),
        );
        return body.kind === 'single' ? asExecutionResult(body.singleResult) : {};
      }
      const { leave } = slots.take(asker.caller.actor, signal);
      try {
        const answers = await inTurn(() => gateway.subscribe({ document, variables, operationName, context }));
        if (Symbol.asyncIterator in answers) return until(answers, { signal, report, onEnd: leave });
        leave();
        return { ...answers, ...(answers.errors && { errors: answers.errors.map(report) }) };
      } catch (error) {
        leave();
        throw error;
      }
    } catch (error) {
      const errors = error instanceof AggregateError ? error.errors : [error];
      return { errors: errors.map(report) };
    }
  };
}

async function* until(
  answers: AsyncIterable<ExecutionResult>,
  {
    signal,
    report,
    onEnd,
  }: { readonly signal: AbortSignal; readonly report: (error: unknown) => GraphQLError; readonly onEnd: () => void },
): AsyncGenerator<ExecutionResult, void> {
  try {
    for await (const answer of answers) {
      yield answer.errors === undefined ? answer : { ...answer, errors: answer.errors.map(report) };
    }
  } catch (error) {
    if (!signal.aborted) yield { errors: [report(error)] };
  } finally {
    onEnd();
  }
}

function noDocument(): PedigraphError {
  return new PedigraphError('BAD_REQUEST', 'Send a JSON object with a "query": the document of a subscription.');
}

function parsed(query: string, { schema }: Gateway): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    throw new GraphQLError((error as Error).message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
  const errors = validate(schema, document);
  if (errors.length === 0) return document;
  throw new AggregateError(
    errors.map(
      ({ message, locations }) =>
        new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', locations } }),
    ),
  );
}
