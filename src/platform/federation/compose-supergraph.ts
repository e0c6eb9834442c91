import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';

/** A subgraph to compose. */
export interface ComposedService {
  readonly name: string;
  readonly sdl: string;
  /** Where a gateway of another process reaches it. */
  readonly url: string;
}

/** A supergraph: what a gateway reads, and what clients see of it. */
export interface Supergraph {
  readonly supergraphSdl: string;
  readonly apiSdl: string;
}

/**
 * Composes subgraphs to one supergraph.
 * @throws {Error} listing every reason why they do not fit together.
 */
export function composeSupergraph(services: readonly ComposedService[]): Supergraph {
  const result = composeServices(services.map(({ name, sdl, url }) => ({ name, typeDefs: parse(sdl), url })));
  if (compositionHasErrors(result)) {
    throw new Error(`The subgraphs do not compose:\n${result.errors.map((error) => `- ${error.message}`).join('\n')}`);
  }
  return { supergraphSdl: result.supergraphSdl, apiSdl: result.publicSdl };
}
