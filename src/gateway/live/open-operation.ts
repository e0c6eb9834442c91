import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { Logger } from 'pino';
import { callerKey } from '#platform/auth/caller-key.js';
import type { Config } from '#platform/config/config.js';
import { hideSchema } from '#platform/errors/hide-schema.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { createWrittenPositions } from '#platform/ledger/ledger-positions.js';
import type { Gateway } from '../create-gateway.js';
import type { Documents, MeantDocument } from '../documents/documents.js';
import { createAdmission } from '../guard/admit-operation.js';
import { missingRootTypes } from '../guard/missing-root-types.js';
import { schemaInErrors, schemaReaders } from '../guard/schema-readers.js';
import type { InTurn } from '../limits/take-turns.js';
import { asExecutionResult } from './as-execution-result.js';
import { type AuthenticateNow, watchCallers } from './callers-watch.js';
import { followWhileAllowed } from './follow-while-allowed.js';
import { createSubscriptionSlots } from './subscription-slots.js';

/** An operation that came over a stream or a socket. */
export interface LiveOperation extends MeantDocument {
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** Who asks, and the signal that ends the operation. */
export interface LiveAsker {
  readonly authenticate: AuthenticateNow;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** The header `Idempotency-Key`, where the operation has headers of its own. */
  readonly idempotencyKey?: string | undefined;
}

/** Opens an operation: a subscription's answers as they come, the one answer of any other, or why there is none. */
export type OpenOperation = (
  operation: LiveOperation,
  asker: LiveAsker,
) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/** What opening operations takes. */
export interface OpenOperationOptions {
  readonly gateway: Gateway;
  readonly config: Pick<Config, 'gateway' | 'limits' | 'token' | 'tokens' | 'oidc' | 'access'>;
  readonly documents: Documents;
  readonly inTurn: InTurn;
  readonly logger: Logger;
}

/** Puts the guard, validation, the queue and limits on how many are open before the subscriptions of a gateway. */
export function createOpenOperation({
  gateway,
  config,
  documents,
  inTurn,
  logger,
}: OpenOperationOptions): OpenOperation {
  const mayReadSchema = schemaReaders(config);
  const schemaFor = schemaInErrors(mayReadSchema);
  const admit = createAdmission(config.limits, mayReadSchema);
  const slots = createSubscriptionSlots(config.limits);
  const watch = watchCallers();

  return async (operation, asker) => {
    const { authenticate, requestId, signal, idempotencyKey } = asker;
    const onFault = (err: unknown) => logger.error({ err, requestId }, 'subscription failed');
    const asked = await authenticate().catch((refused: unknown) => refused as Error);
    const schema = asked instanceof Error ? 'hidden' : schemaFor(asked);
    const normalise = (error: unknown) => normaliseError(error, { requestId, onFault, schema });
    if (asked instanceof Error) return { errors: [asGraphQLError(normalise(asked))] };
    const caller = asked;
    const report = (error: unknown) => asGraphQLError(normalise(error));
    try {
      const query = documents.resolve(operation, caller);
      admit({ query, variables: operation.variables }, caller);
      if (typeof query !== 'string') throw noDocument();
      const document = parsed(query, gateway);
      // The document is here already, whatever stood for it.
      const { persistedQuery: _, ...extensions } = (operation.extensions ?? {}) as Record<string, unknown>;
      const operationName = operation.operationName ?? undefined;
      const variables = operation.variables ?? {};
      const written = createWrittenPositions();
      const context = { caller, requestId, signal, idempotencyKey, written };
      if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
        const { body } = await inTurn(caller, signal, () =>
          gateway.apollo.executeOperation(
            { query, variables, extensions, ...(operationName && { operationName }) },
            { contextValue: context },
          ),
        );
        return body.kind === 'single' ? asExecutionResult(body.singleResult) : {};
      }
      const { leave } = slots.take(callerKey(caller), signal);
      const follow = (own: AbortSignal) =>
        inTurn(caller, own, () =>
          gateway.subscribe({
            document,
            variables,
            operationName,
            context: { ...context, signal: own },
            showsCost: extensions['cost'] === true,
          }),
        );
      const answers = await followWhileAllowed({ follow, watch, caller, authenticate, signal, report, onEnd: leave });
      if (Symbol.asyncIterator in answers) return answers;
      return { ...answers, ...(answers.errors && { errors: answers.errors.map(report) }) };
    } catch (error) {
      const errors = (error instanceof AggregateError ? error.errors : [error]).map(normalise);
      return { errors: (schema === 'hidden' ? hideSchema(errors) : errors).map(asGraphQLError) };
    }
  };
}

function asGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
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
  const missing = missingRootTypes(schema, document);
  if (errors.length === 0 && missing.length === 0) return document;
  throw new AggregateError([
    ...missing,
    ...errors.map(
      ({ message, locations }) =>
        new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', locations } }),
    ),
  ]);
}
