import type { Logger } from 'pino';
import type { SubgraphUrls } from '#platform/config/settings/join.js';
import { printable } from '#platform/errors/printable.js';
import type { HttpTransport } from '#platform/federation/http-transport.js';
import type { GrowingSupergraph } from './growing-supergraph.js';
import { readSubgraphSdl } from './read-subgraph-sdl.js';

/** What following the joined subgraphs takes. */
export interface FollowPlacesOptions {
  /** Composes what is always there; called until it does. */
  readonly grow: () => Promise<GrowingSupergraph>;
  readonly places: () => Promise<SubgraphUrls>;
  readonly open: (name: string, url: string) => Pick<HttpTransport, 'execute'>;
  /** Serves another supergraph from now on; where it rejects, the one before is served on. */
  readonly serve: (supergraphSdl: string) => Promise<void>;
  /** Ends a question that is under way, and all after it. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** What is known of a place. */
interface Followed {
  /** Failures in a row, and how many rounds it is left alone after the last one. */
  failures: number;
  rests: number;
  /** What was refused last, which is not composed again. */
  refused?: string | undefined;
}

/** Rounds at most for which a subgraph that does not answer is left alone. */
const LONGEST_REST = 12;

/**
 * Makes the function that looks once at each joined subgraph: whoever is new or has another SDL is composed and served,
 * whoever was taken out leaves, whoever does not answer stays what it was and is asked less often. What is refused is
 * reported once, with the reasons, and changes nothing.
 */
export function followPlaces({ grow, places, open, serve, signal, logger }: FollowPlacesOptions): () => Promise<void> {
  const known = new Map<string, Followed>();
  let growing: GrowingSupergraph | undefined;

  const lookAt = async (name: string, url: string, supergraph: GrowingSupergraph): Promise<void> => {
    const place = known.get(name) ?? { failures: 0, rests: 0 };
    known.set(name, place);
    if (place.rests > 0) {
      place.rests -= 1;
      return;
    }
    let sdl: string;
    try {
      sdl = await readSubgraphSdl(name, open(name, url).execute, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (place.failures === 0) logger.warn({ subgraph: name, reason: reasonOf(error) }, away(name, supergraph));
      place.rests = Math.min(2 ** place.failures - 1, LONGEST_REST);
      place.failures += 1;
      return;
    }
    if (place.failures > 0) logger.info({ subgraph: name }, 'a joined subgraph answers again');
    place.failures = 0;
    const before = supergraph.joined.get(name);
    const isSame = before?.sdl === sdl && before.url === url;
    const key = JSON.stringify([url, sdl]);
    if (isSame) place.refused = undefined;
    if (isSame || place.refused === key) return;
    const refused = await join({ name, url, sdl }, supergraph);
    place.refused = refused.length === 0 ? undefined : key;
    if (refused.length > 0) logger.warn({ subgraph: name, reasons: refused.map(printable) }, REFUSED);
    else
      logger.info({ subgraph: name }, before === undefined ? 'a subgraph has joined' : 'a joined subgraph has changed');
  };

  const join = async (
    service: { readonly name: string; readonly url: string; readonly sdl: string },
    supergraph: GrowingSupergraph,
  ): Promise<readonly string[]> => {
    const composed = await supergraph.with(service);
    if (signal.aborted) return [];
    if ('refused' in composed) return composed.refused;
    try {
      await serve(composed.supergraph.supergraphSdl);
    } catch (error) {
      return [reasonOf(error)];
    }
    supergraph.accept(composed.supergraph, new Map(supergraph.joined).set(service.name, service));
    forgetRefusals(known, service.name);
    return [];
  };

  const leave = async (name: string, supergraph: GrowingSupergraph): Promise<void> => {
    const left = await supergraph.without(name);
    if (signal.aborted) return;
    await serve(left.supergraph.supergraphSdl);
    const gone = [...supergraph.joined.keys()].filter((other) => !left.joined.has(other));
    supergraph.accept(left.supergraph, left.joined);
    for (const one of gone) known.delete(one);
    forgetRefusals(known);
    logger.info({ subgraphs: gone }, 'a subgraph has left');
  };

  return async () => {
    const wanted = await places();
    growing ??= await grow();
    for (const name of growing.joined.keys()) if (!Object.hasOwn(wanted, name)) await leave(name, growing);
    for (const [name, url] of Object.entries(wanted)) await lookAt(name, url, growing);
  };
}

const REFUSED =
  'a joined subgraph is refused as it is now, and what was served before is served on: `pedigraph compose --check --subgraph` gives the same reasons';

function away(name: string, { joined }: GrowingSupergraph): string {
  return joined.has(name)
    ? 'a joined subgraph does not answer: its fields are null with an error until it does'
    : 'a subgraph that is to join does not answer, and joins when it does';
}

/** What was refused may fit now that another one has changed. */
function forgetRefusals(known: ReadonlyMap<string, Followed>, but?: string): void {
  for (const [name, place] of known) if (name !== but) place.refused = undefined;
}

function reasonOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
