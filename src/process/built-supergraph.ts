import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ComposedService } from '#platform/federation/compose-supergraph.js';
import { subgraphServices } from './subgraph-services.js';

/** The supergraph that the build composed, beside the built form of this file; absent where the sources run. */
const BUILT = fileURLToPath(new URL('../../bundle/supergraph.graphql', import.meta.url));

/**
 * The supergraph of our subgraphs: as the build composed it, of the same code; else it is composed, which takes longer.
 * @param services called where they have to be composed
 * @throws {Error} listing every reason why they do not fit together.
 */
export async function supergraphOf(
  services: () => Promise<readonly ComposedService[]> = subgraphServices,
  built = BUILT,
): Promise<string> {
  const known = await readFile(built, 'utf8').catch(() => undefined);
  if (known !== undefined) return known;
  const { composeSupergraph } = await import('#platform/federation/compose-supergraph.js');
  return composeSupergraph(await services()).supergraphSdl;
}
