import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Caller } from '../auth/caller.js';
import type { PedigraphError } from '../errors/pedigraph-error.js';
import type { MakeExecutor } from '../execution/choose-executor.js';
import { compileQuery } from '../execution/compile-query.js';
import type { answerOnce } from '../idempotency/idempotency.js';
import { inexactLiteralIn } from '../json/inexact-literal.js';
import { inexactNumberError } from '../json/inexact-number.js';

/**
 * Apollo Server executes what it is given a schema for with graphql-js; what it is given a gateway for, the gateway
 * does.
 */
type GatewayOf<Context extends BaseContext> = ApolloServerOptionsWithGateway<Context>['gateway'];

const refusals = new WeakMap<DocumentNode, PedigraphError | null>();

/** A gateway of ours has guarded what it sends; other routers may stand before a subgraph, too. */
function refusalOf(document: DocumentNode): PedigraphError | null {
  const known = refusals.get(document);
  if (known !== undefined) return known;
  const inexact = inexactLiteralIn(document);
  const refused = inexact === null ? null : inexactNumberError(inexact);
  refusals.set(document, refused);
  return refused;
}

/**
 * One schema, executed by our executor and not by Apollo Server, which keeps the parsed documents it hands over.
 * @param makeExecutor what executes it. @default compileQuery
 * @param schemaOf the schema that an operation runs on, of the same types. @default the schema
 * @param once answers what was answered before under its idempotency key. @default nothing was
 */
export function executedHere<Context extends BaseContext>(
  schema: GraphQLSchema,
  makeExecutor: MakeExecutor = compileQuery,
  schemaOf: (context: { readonly caller?: Caller | undefined }) => GraphQLSchema = () => schema,
  once: typeof answerOnce = (_context, _asked, run) => run(),
): GatewayOf<Context> {
  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, request, context }) => {
        const refused = refusalOf(document);
        if (refused !== null) return { errors: [refused] };
        const { operationName, variables } = request;
        const run = () => makeExecutor(schemaOf(context), document, operationName)(undefined, context, variables);
        return once(context, { document, variables, operationName }, run);
      },
    }),
    stop: async () => {},
  };
}
