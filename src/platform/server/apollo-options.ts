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
import { isLarge } from '../turns/large-answers.js';
import { stringifyInTurns } from '../turns/stringify-in-turns.js';
import { normaliseErrorsPlugin } from './normalise-errors.plugin.js';
import type { OperationContext } from './operation-context.js';
import { operationEndPlugin } from './operation-end.plugin.js';
import { operationLogPlugin } from './operation-log.plugin.js';

/** What clients learn of the schema. */
export interface SchemaAccess {
  /** Whether they may ask for it. The schema is the manual. @default true */
  readonly introspection?: boolean | undefined;
  /** Whether validation suggests names out of it. @default false */
  readonly suggests?: boolean | undefined;
}

/** How every Apollo Server of ours runs, at the gateway and in a subgraph. */
export function apolloOptions(logger: Logger, { introspection = true, suggests = false }: SchemaAccess = {}) {
  return {
    nodeEnv: 'production', // else stack traces, a landing page and signal handlers depend on NODE_ENV
    introspection,
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
      normaliseErrorsPlugin(logger, suggests),
      operationLogPlugin(logger),
      operationEndPlugin(),
    ] as ApolloServerPlugin<OperationContext>[],
  } satisfies Partial<ApolloServerOptionsWithStaticSchema<OperationContext>>;
}
