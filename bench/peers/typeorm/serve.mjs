// Serves one of the four: node serve.mjs NAME
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { DataSource } from 'typeorm';
import { endWithParent } from '../end-with-parent.mjs';
import { TYPEORM_SUBGRAPHS } from './subgraphs.mjs';

const { PORT, DATABASE_URL } = process.env;
const { entities, typeDefs, resolvers, loaders } = TYPEORM_SUBGRAPHS[process.argv[2]];
const source = await new DataSource({ type: 'postgres', url: DATABASE_URL, entities, poolSize: 10 }).initialize();
const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]) });
await startStandaloneServer(server, {
  listen: { port: Number(PORT), host: '127.0.0.1' },
  context: async () => ({ source, loaders: loaders(source) }),
});
endWithParent();
