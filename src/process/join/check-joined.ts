import type { ComposedService } from '#platform/federation/compose-supergraph.js';
import { growingSupergraph } from './growing-supergraph.js';

/** What came of checking one that is to join. */
export interface CheckedSubgraph {
  readonly name: string;
  /** Empty where it may join. */
  readonly refused: readonly string[];
}

/**
 * Composes the product's subgraphs and others as a server with `--subgraph` does.
 * @param released what stands there now of those that are to change: what breaks its clients is refused
 */
export async function checkJoined(
  base: readonly ComposedService[],
  services: readonly ComposedService[],
  released: readonly ComposedService[] = [],
): Promise<readonly CheckedSubgraph[]> {
  const supergraph = await growingSupergraph(base);
  const join = async (service: ComposedService): Promise<CheckedSubgraph> => {
    const composed = await supergraph.with(service);
    if ('refused' in composed) return { name: service.name, refused: composed.refused };
    supergraph.accept(composed.supergraph, new Map(supergraph.joined).set(service.name, service));
    return { name: service.name, refused: [] };
  };
  const joinEach = async (each: readonly ComposedService[]) => {
    const checked: CheckedSubgraph[] = [];
    for (const service of each) checked.push(await join(service));
    return checked;
  };
  const before = (await joinEach(released)).filter(({ refused }) => refused.length > 0);
  return before.length > 0 ? before : joinEach(services);
}
