import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { childEnvironment, withoutClients } from '#platform/config/child-environment.js';
import type { Config } from '#platform/config/config.js';
import type { Closer } from '#platform/server/drain.js';
import { joinedEnvironment } from '../join/with-joined.js';
import { migrateStore } from '../migrate-store.js';
import { openStore } from '../open-store.js';
import { artifactsPlace } from '../product-mounts.js';
import type { Running } from '../start-all.js';
import { SUBGRAPHS } from '../subgraph-definitions.js';
import { startBalancer } from './balancer.js';
import { makeDeploymentKeys } from './deployment-keys.js';
import { freePort } from './free-port.js';
import { type SupervisedProcess, supervise } from './supervised-process.js';
import { whenReady } from './when-ready.js';

const SUPERGRAPH = fileURLToPath(new URL('../../../../schema/supergraph.graphql', import.meta.url));
const GATEWAYS = 2;
/** The port that the first subgraph has by default. */
const FIRST_DEFAULT = Math.min(...SUBGRAPHS.map(({ port }) => port));

/** How the processes are placed. */
export interface DistributedOptions {
  /** The first of their ports: of the subgraphs, as they stand in a supergraph by default, and of the gateways behind. */
  readonly firstPort?: number | undefined;
}

/**
 * The topology of docker-compose.yml as processes on this machine: a process a subgraph, two gateways, one address in
 * front of them. To stop, no connection is accepted any more, then gateways answer what they have, over the address
 * that stays until they have ended, then subgraphs stop, then the store.
 */
export async function startDistributed(
  config: Config,
  logger: Logger,
  { firstPort }: DistributedOptions = {},
): Promise<Running> {
  const closers: Closer[] = [];
  const close = async () => {
    for (const step of closers) await step();
  };
  try {
    const keys = makeDeploymentKeys(config);
    const store = await openStore(config, { logger });
    closers.unshift(async () => store[Symbol.asyncDispose]());
    // Here, so that no process that serves has to know the owner.
    await migrateStore(store, config);
    const env = { ...childEnvironment(config, { databaseUrl: store.url }), ...joinedEnvironment(config) };
    // The gateways share a folder of artifacts, wherever the configuration of this process has its data.
    const gatewayEnv = { ...env, ...keys.ofGateways, PEDIGRAPH_ARTIFACTS: await artifactsPlace(config) };
    const subgraphEnv = { ...withoutClients(env), ...keys.ofSubgraphs };
    const { timeouts } = config;
    const stopAll = (processes: readonly SupervisedProcess[]) => async () =>
      void (await Promise.all(processes.map((one) => one.stop())));

    const places = await Promise.all(
      SUBGRAPHS.map(async ({ definition: { name, start }, port }) => ({
        name,
        port: firstPort === undefined ? await freePort() : firstPort + port - FIRST_DEFAULT,
        env: start === undefined ? subgraphEnv : { ...subgraphEnv, ...keys.ofBackgroundWork },
      })),
    );
    const urls = places.flatMap(({ name, port }) => ['--subgraph', `${name}=http://127.0.0.1:${port}/graphql`]);

    const subgraphs = places.map(({ name, port, env }) =>
      supervise({
        name,
        args: ['subgraph', name, '--port', String(port), ...urls],
        env,
        timeouts,
        logger,
      }),
    );
    closers.unshift(stopAll(subgraphs));
    await Promise.all(places.map(({ name, port }) => whenReady(`The subgraph ${name}`, at(port))));

    const ports = await Promise.all(
      Array.from({ length: GATEWAYS }, (_, index) =>
        firstPort === undefined ? freePort() : firstPort + SUBGRAPHS.length + index,
      ),
    );
    const gateways = ports.map((port, index) => {
      const args = ['gateway', '--supergraph', SUPERGRAPH, '--port', String(port), ...urls];
      return supervise({ name: `gateway-${index + 1}`, args, env: gatewayEnv, timeouts, logger });
    });
    closers.unshift(stopAll(gateways));
    await Promise.all(ports.map((port, index) => whenReady(`The gateway ${index + 1}`, at(port))));

    const balancer = await startBalancer({ host: config.host, port: config.port, targets: ports });
    closers.unshift(
      () => balancer.stopAccepting(),
      stopAll(gateways),
      () => balancer.close(),
    );
    return { url: at(balancer.port), close, store };
  } catch (error) {
    await close();
    throw error;
  }
}

function at(port: number): string {
  return `http://127.0.0.1:${port}`;
}
