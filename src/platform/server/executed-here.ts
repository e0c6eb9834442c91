import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { compileQuery } from '../execution/compile-query.js';

/** Apollo Server executes what it is given a schema for with graphql-js; what it is given a gateway for, the gateway does. */
type GatewayOf<Context extends BaseContext> = ApolloServerOptionsWithGateway<Context>['gateway'];

/** One schema, executed by our executor and not by Apollo Server, which keeps the parsed documents it hands over. */
export function executedHere<Context extends BaseContext>(schema: GraphQLSchema): GatewayOf<Context> {
  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        compileQuery(schema, document, request.operationName)(undefined, context, request.variables),
    }),
    stop: async () => {},
  };
}
