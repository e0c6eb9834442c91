import { buildSchema, findBreakingChanges, parse } from 'graphql';
import {
  type ComposedService,
  CompositionError,
  composeSupergraph,
  type Supergraph,
} from '#platform/federation/compose-supergraph.js';
import { changedMarkings, overriddenFields } from './changed-markings.js';

/** What is to be composed, and what it is compared with. */
export interface ComposeRequest {
  readonly services: readonly ComposedService[];
  /** @default it is compared with nothing */
  readonly comparedWith?: {
    /** The supergraph without whoever has joined. */
    readonly alone: Supergraph;
    /** What is served. */
    readonly before: Supergraph;
    /** The subgraphs of which nothing is taken over. */
    readonly own: readonly string[];
  };
}

/** What came of composing. */
export type Composed = { readonly supergraph: Supergraph } | { readonly refused: readonly string[] };

/** Composes; where a thing is refused, with the reasons. */
export type Compose = (request: ComposeRequest) => Composed | Promise<Composed>;

/** Tokens of an SDL at most. */
const MOST_TOKENS = 100_000;

/** Breaking changes and the like that are reported of one refusal. */
const MOST_REASONS = 20;

/**
 * Composes subgraphs. Who joins adds to what is there: what breaks clients of the API as it is served, takes over a
 * field of another subgraph or marks what another brought (authorization, cost, tags) is refused.
 */
export function composeJudged({ services, comparedWith }: ComposeRequest): Composed {
  try {
    for (const { sdl } of services) parse(sdl, { noLocation: true, maxTokens: MOST_TOKENS });
    const supergraph = composeSupergraph(services);
    if (comparedWith === undefined) return { supergraph };
    const { alone, before, own } = comparedWith;
    const refused = [
      ...findBreakingChanges(schemaOf(before), schemaOf(supergraph)).map(({ description }) => description),
      ...overriddenFields(supergraph.supergraphSdl, new Set(own)).map(
        (field) => `${field} is taken over by @override.`,
      ),
      ...changedMarkings(alone.supergraphSdl, supergraph.supergraphSdl).map((marking) => `${marking}.`),
    ];
    return refused.length === 0 ? { supergraph } : { refused: few(refused) };
  } catch (error) {
    return { refused: few(error instanceof CompositionError ? error.reasons : [(error as Error).message]) };
  }
}

function schemaOf({ apiSdl }: Supergraph) {
  return buildSchema(apiSdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
}

function few(reasons: readonly string[]): readonly string[] {
  const rest = reasons.length - MOST_REASONS;
  return rest <= 0 ? reasons : [...reasons.slice(0, MOST_REASONS), `and ${rest} more`];
}
