import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../../dist/src/platform/config/read-config.js';
import { composeSupergraph } from '../../dist/src/platform/federation/compose-supergraph.js';
import { makeDeploymentKeys } from '../../dist/src/process/distributed/deployment-keys.js';
import { freePort } from '../../dist/src/process/distributed/free-port.js';
import { SUBGRAPHS } from '../../dist/src/process/subgraph-definitions.js';
import { dashboardBody } from '../dashboard/dashboard-query.mjs';
import { TYPEORM_SUBGRAPHS } from '../peers/typeorm/subgraphs.mjs';
import { startNode, stop, whenAnswers } from './processes.mjs';

const at = (...parts) => path.join(import.meta.dirname, '..', ...parts);
const MAIN = at('..', 'bin', 'run-bundle.mjs');
/** What our subgraphs, and whatever gateway stands before them, know each other by. */
const KEYS = makeDeploymentKeys(readConfig({}));
const COLD = { PEDIGRAPH_ROW_CACHE_BYTES: '0', PEDIGRAPH_RESPONSE_CACHE_BYTES: '0' };

/**
 * What is compared. `start` starts its processes on a port; the last of them is the one clients speak to. `requests` is
 * which models are asked for: every one in turn, some more often than others, or a few of them again and again.
 */
export const VARIANTS = {
  floor: { label: 'floor: node:http, pg, one statement', requests: 'each', start: startPeer('floor.mjs') },
  'apollo-gateway': {
    label: '@apollo/gateway, our subgraphs',
    requests: 'each',
    start: behindOurSubgraphs(startPeer('apollo-gateway.mjs')),
  },
  'hive-gateway': {
    label: 'Hive Gateway, our subgraphs',
    requests: 'each',
    start: behindOurSubgraphs(startPeer('hive-gateway.mjs')),
  },
  typeorm: {
    label: '@apollo/gateway, Apollo Server + TypeORM',
    requests: 'each',
    start: behindTypeorm(startPeer('apollo-gateway.mjs')),
  },
  http: { label: 'pedigraph over HTTP', requests: 'each', start: behindOurSubgraphs(startOurGateway) },
  cold: { label: 'pedigraph in one process, cold', requests: 'each', start: startOurs(COLD) },
  warm: { label: 'pedigraph in one process, warm', requests: 'zipf', start: startOurs({}) },
  polling: { label: 'pedigraph in one process, polled', requests: 'polled', start: startOurs({}) },
};

/**
 * Starts a variant and waits until it answers the dashboard's query.
 * @returns its URL, its processes and how to end them
 */
export async function startVariant(name, { databaseUrl, work, model, nodeArgs = [] }) {
  const port = await freePort();
  const children = [];
  const close = () => Promise.all(children.map(stop));
  try {
    const environment = { DATABASE_URL: databaseUrl, HOST: '127.0.0.1' };
    const start = (args, env) => {
      const child = startNode([...nodeArgs, ...args], { env: { ...environment, ...env } });
      children.push(child);
      return child;
    };
    await VARIANTS[name].start({ start, port, work });
    const url = `http://127.0.0.1:${port}/graphql`;
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: dashboardBody(model) };
    await whenAnswers(children.at(-1), url, asked, (_, body) => JSON.parse(body).data?.model != null);
    return { url, pids: children.map((child) => child.pid), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startPeer(file) {
  return ({ start, port, supergraph }) =>
    start([at('peers', file)], {
      ...KEYS.ofGateways,
      PORT: String(port),
      ...(supergraph && { SUPERGRAPH: supergraph }),
    });
}

function startOurs(env) {
  return ({ start, port }) => start([MAIN, 'start', '--empty', '--port', String(port)], env);
}

function startOurGateway({ start, port, supergraph }) {
  return start([MAIN, 'gateway', '--supergraph', supergraph, '--port', String(port)], { ...COLD, ...KEYS.ofGateways });
}

/** The four subgraphs that the dashboard reads, each a process, and a gateway in front of them. */
function behindOurSubgraphs(startGateway) {
  return async ({ start, port, work }) => {
    const places = await Promise.all(
      SUBGRAPHS.filter(({ definition }) => definition.name !== 'catalog').map(async ({ definition, port: usual }) => ({
        name: definition.name,
        usual: `http://127.0.0.1:${usual}/graphql`,
        port: await freePort(),
      })),
    );
    const urls = places.map(({ name, port }) => [name, `http://127.0.0.1:${port}/graphql`]);
    const flags = urls.flatMap(([name, url]) => ['--subgraph', `${name}=${url}`]);
    let sdl = await readFile(at('..', 'schema', 'supergraph.graphql'), 'utf8');
    for (const { usual, port } of places) sdl = sdl.replaceAll(usual, `http://127.0.0.1:${port}/graphql`);
    await Promise.all(
      places.map(({ name, port }) => {
        const child = start([MAIN, 'subgraph', name, '--port', String(port), ...flags], {
          ...COLD,
          ...KEYS.ofSubgraphs,
        });
        return whenAnswers(child, `http://127.0.0.1:${port}/health/live`, {}, ({ ok }) => ok);
      }),
    );
    await startGateway({ start, port, supergraph: await writeSupergraph(work, sdl) });
  };
}

function behindTypeorm(startGateway) {
  return async ({ start, port, work }) => {
    const services = await Promise.all(
      Object.entries(TYPEORM_SUBGRAPHS).map(async ([name, { typeDefs }]) => {
        const own = await freePort();
        const url = `http://127.0.0.1:${own}/graphql`;
        const child = start([at('peers', 'typeorm', 'serve.mjs'), name], { PORT: String(own) });
        await whenAnswers(child, `${url}?query={__typename}`, { headers: PREFLIGHT }, ({ ok }) => ok);
        return { name, sdl: typeDefs, url };
      }),
    );
    const { supergraphSdl } = composeSupergraph(services);
    await startGateway({ start, port, supergraph: await writeSupergraph(work, supergraphSdl) });
  };
}

const PREFLIGHT = { 'apollo-require-preflight': 'true' };

async function writeSupergraph(work, sdl) {
  const file = path.join(work, 'supergraph.graphql');
  await writeFile(file, sdl);
  return file;
}
