import type { Logger } from 'pino';
import type { Gateway } from '#gateway/create-gateway.js';
import { subgraphsOf } from '#gateway/supergraph-urls.js';
import type { Config } from '#platform/config/config.js';
import type { SubgraphUrls } from '#platform/config/settings/join.js';
import type { ComposedService } from '#platform/federation/compose-supergraph.js';
import { composeApart } from './compose-apart.js';
import { followPlaces } from './follow-places.js';
import { growingSupergraph } from './growing-supergraph.js';
import { joinedWires, type Wires } from './joined-wires.js';
import { readPlaces } from './read-places.js';
import { readSubgraphSdl } from './read-subgraph-sdl.js';

/** What subgraphs of others are joined to. */
export interface OpenJoinedOptions {
  readonly supergraphSdl: string;
  /** How its own subgraphs are reached. */
  readonly own: Wires;
  readonly config: Config;
  readonly logger: Logger;
}

/** Subgraphs of others beside those of a supergraph. */
export interface JoinedSubgraphs {
  /** How all of them are reached. */
  readonly wires: Wires;
  /** Looks for them once, and then again and again: what the gateway serves follows them. */
  follow(gateway: Pick<Gateway, 'reload'>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Lets subgraphs of others join a supergraph while it is served.
 * @throws {Error} a sentence where one has the name of a subgraph that is there already
 */
export function openJoined({ supergraphSdl, own, config, logger }: OpenJoinedOptions): JoinedSubgraphs {
  const entries = [...subgraphsOf(supergraphSdl).values()];
  const names = new Set(entries.map(({ name }) => name));
  const others = joinedWires(config);
  const isOwn = (name: string) => names.has(name);
  const refuseTaken = (wanted: SubgraphUrls) => {
    const taken = Object.keys(wanted).find(isOwn);
    if (taken === undefined) return;
    throw new Error(`${taken} is the name of a subgraph that the supergraph has: join under another one.`);
  };
  const places = async () => {
    const wanted = await readPlaces(config.join);
    refuseTaken(wanted);
    return wanted;
  };
  const grow = async () =>
    growingSupergraph(
      await Promise.all(
        entries.map(async ({ name, url }): Promise<ComposedService> => {
          const sdl = await readSubgraphSdl(name, own.transports(name, url), ended.signal);
          return { name, url: url ?? '', sdl };
        }),
      ),
      composeApart(ended.signal),
    );
  refuseTaken(config.join.subgraphs);
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  return {
    wires: {
      transports: (name, url) => (isOwn(name) ? own : others).transports(name, url),
      streams: (name, url) => (isOwn(name) ? own : others).streams(name, url),
      versions: (name, url) => (isOwn(name) ? own : others).versions(name, url),
    },
    async follow(gateway) {
      const serve = (sdl: string) => gateway.reload(sdl);
      const look = followPlaces({ grow, places, open: others.open, serve, signal: ended.signal, logger });
      const next = async (): Promise<void> => {
        await look().catch((error: Error) =>
          logger.warn({ reason: error.message }, 'joined subgraphs are not followed'),
        );
        if (ended.signal.aborted) return;
        timer = setTimeout(() => {
          round = next();
        }, config.join.pollMs).unref();
      };
      await next();
    },
    async close() {
      ended.abort(new Error('the process stops'));
      clearTimeout(timer);
      await round;
      await others.close();
    },
  };
}
