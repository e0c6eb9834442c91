// @apollo/gateway behind Apollo Server, as its documentation shows it.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { endWithParent } from './end-with-parent.mjs';
import { authorizationOf } from './subgraph-authorization.mjs';

const { PORT, SUPERGRAPH } = process.env;
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
  buildService({ name, url }) {
    return new RemoteGraphQLDataSource({
      url,
      willSendRequest: ({ request }) => request.http.headers.set('authorization', authorizationOf(name)),
    });
  },
});
await startStandaloneServer(new ApolloServer({ gateway }), { listen: { port: Number(PORT), host: '127.0.0.1' } });
endWithParent();
