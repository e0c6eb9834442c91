import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';
import type { SeededKeys, SubgraphSubject } from './describe-subgraph.js';

/** A subject's subgraph after its seed. */
export interface SeededSubgraph extends TestSubgraph {
  readonly keys: SeededKeys;
}

/** `await using seeded = await openSeeded(subject)`. */
export async function openSeeded({ definition, seed, transportOf }: SubgraphSubject): Promise<SeededSubgraph> {
  const subgraph = await openTestSubgraph(definition, transportOf);
  try {
    return { ...subgraph, keys: await seed(subgraph) };
  } catch (error) {
    await subgraph[Symbol.asyncDispose]();
    throw error;
  }
}

/** The representations of a type's seeded entities, by the first of its keys. */
export function representationsOf({ keys }: SeededSubgraph, type: string): Record<string, string>[] {
  const [[key, values] = ['', []]] = Object.entries(keys[type] ?? {});
  return values.map((value) => ({ __typename: type, [key]: value }));
}
