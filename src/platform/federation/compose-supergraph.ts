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

/** Subgraphs do not fit together. */
export class CompositionError extends Error {
  /** @param reasons each a sentence */
  constructor(readonly reasons: readonly string[]) {
    super(`The subgraphs do not compose:\n${reasons.map((reason) => `- ${reason}`).join('\n')}`);
  }
}

/**
 * Composes subgraphs to one supergraph.
 * @throws {CompositionError} with every reason why they do not fit together.
 */
export function composeSupergraph(services: readonly ComposedService[]): Supergraph {
  const result = composeServices(services.map(({ name, sdl, url }) => ({ name, typeDefs: parse(sdl), url })));
  if (compositionHasErrors(result)) throw new CompositionError(result.errors.map(({ message }) => message));
  return { supergraphSdl: result.supergraphSdl, apiSdl: result.publicSdl };
}
