import { buildSubgraph } from '#platform/federation/build-subgraph.js';
import type { ComposedService } from '#platform/federation/compose-supergraph.js';
import { defaultUrl, SUBGRAPHS } from './subgraph-definitions.js';

/** What our supergraph is composed of. */
export async function subgraphServices(): Promise<readonly ComposedService[]> {
  const services: ComposedService[] = [];
  for (const place of SUBGRAPHS) {
    const { name, sdl } = buildSubgraph(place.definition);
    services.push({ name, url: defaultUrl(place), sdl: await sdl() });
  }
  return services;
}
