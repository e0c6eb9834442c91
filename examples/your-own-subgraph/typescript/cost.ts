// A subgraph of your own: what training a model version cost. `npm start`, then `pedigraph start --subgraph cost=URL`.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** It adds fields to a type of the registry, which it knows by its key. */
export const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type ModelVersion @key(fields: "ref") {
    ref: String!
    "What training this version cost, in US dollars; null where it is not known."
    trainingCost: Float
  }

  type Query {
    "The version whose training was dearest."
    dearestModelVersion: ModelVersion
  }
`);

/** Where yours would ask a billing API. */
const COSTS = new Map([
  ['demo/churn@1.0.0', 12.5],
  ['demo/churn@1.1.0', 14],
]);

const resolvers = {
  ModelVersion: { trainingCost: ({ ref }: { readonly ref: string }) => COSTS.get(ref) ?? null },
  Query: { dearestModelVersion: () => ({ ref: [...COSTS].sort(([, a], [, b]) => b - a)[0]?.[0] }) },
};

/** Serves it on loopback. */
export async function startCost(port: number, schema = buildSubgraphSchema([{ typeDefs, resolvers }])) {
  const server = new ApolloServer({ schema, introspection: true });
  const { url } = await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } });
  return { url, stop: () => server.stop() };
}

if (import.meta.url === `file://${process.argv[1]}`) console.log((await startCost(4010)).url);
