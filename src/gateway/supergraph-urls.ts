import { Kind } from 'graphql';
import { parseSupergraph } from './parse-supergraph.js';

/** A subgraph as the supergraph knows it. */
export interface SubgraphEntry {
  readonly name: string;
  /** Undefined where it was composed without one: it runs in this process. */
  readonly url: string | undefined;
}

/**
 * The subgraphs of a supergraph, by the value that stands for each in the enum `join__Graph` (join spec v0.3,
 * `@join__graph(name, url)`).
 * @throws {Error} where the SDL is not a supergraph's.
 */
export function subgraphsOf(supergraphSdl: string): ReadonlyMap<string, SubgraphEntry> {
  for (const definition of parseSupergraph(supergraphSdl).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    return new Map(
      (definition.values ?? []).map(({ name: { value }, directives }) => {
        const graph = directives?.find((directive) => directive.name.value === 'join__graph');
        const argument = (name: string) => {
          const given = graph?.arguments?.find((candidate) => candidate.name.value === name)?.value;
          return given?.kind === Kind.STRING && given.value !== '' ? given.value : undefined;
        };
        return [value, { name: argument('name') ?? value.toLowerCase(), url: argument('url') }];
      }),
    );
  }
  throw new Error('Expected a supergraph, and the SDL has no enum join__Graph: compose the subgraphs first.');
}
