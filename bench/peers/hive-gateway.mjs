// Hive Gateway's runtime on node:http, with the planner its documentation recommends for speed (PLANNER=stitching: its default one).
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { endWithParent } from './end-with-parent.mjs';
import { authorizationOf } from './subgraph-authorization.mjs';

const { PORT, SUPERGRAPH, PLANNER } = process.env;
const planner = PLANNER === 'stitching' ? {} : { unifiedGraphHandler };
const gateway = createGatewayRuntime({
  supergraph: SUPERGRAPH,
  logging: 'error',
  propagateHeaders: {
    fromClientToSubgraphs: ({ subgraphName }) => ({ authorization: authorizationOf(subgraphName) }),
  },
  ...planner,
});
createServer(gateway).listen(Number(PORT), '127.0.0.1');
endWithParent();
