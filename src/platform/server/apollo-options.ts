import type { ApolloServerOptionsWithStaticSchema, ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.js';
import type { SchemaInErrors } from '../errors/hide-schema.js';
import { isLarge } from '../turns/large-answers.js';
import { stringifyInTurns } from '../turns/stringify-in-turns.js';
import { normaliseErrorsPlugin } from './normalise-errors.plugin.js';
import type { OperationContext } from './operation-context.js';
import { operationEndPlugin } from './operation-end.plugin.js';
import { operationLogPlugin } from './operation-log.plugin.js';

/**
 * How every Apollo Server of ours runs, at the gateway and in a subgraph.
 * @param schemaFor what errors tell a caller of the schema. @default what does not fit, for everybody
 */
export function apolloOptions(
  logger: Logger,
  schemaFor: (caller: Caller | undefined) => SchemaInErrors = () => 'named',
) {
  return {
    nodeEnv: 'production', // else stack traces, a landing page and signal handlers depend on NODE_ENV
    introspection: true, // the guard of the gateway judges who may ask for the schema
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // Apollo Server's own indents for people.
    stringifyResult: (answer: FormattedExecutionResult) =>
      isLarge(answer.data) ? stringifyInTurns(answer) : JSON.stringify(answer),
    logger,
    plugins: [
      // Cache control walks every field; reports leave the house.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      normaliseErrorsPlugin(logger, schemaFor),
      operationLogPlugin(logger),
      operationEndPlugin(),
    ] as ApolloServerPlugin<OperationContext>[],
  } satisfies Partial<ApolloServerOptionsWithStaticSchema<OperationContext>>;
}
