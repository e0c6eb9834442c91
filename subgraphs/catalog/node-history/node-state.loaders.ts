import DataLoader from 'dataloader';
import { loaderBy } from '#platform/loading/loader-by.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { NeighbourCounts, Neighbourhood, NodeStateRepository, NodeValue } from './node-state.repository.js';

/** What holds of a node at a moment. */
export interface NodeState {
  /** What it is called; null where nothing calls it anything but its ref. */
  readonly name: string | null;
  /** Its status where that has changed since it was made; null where it has not. */
  readonly status: string | null;
  /** The aliases that point to it, by name. */
  readonly aliases: readonly string[];
  /** Whether it runs: itself, or a deployment of it. */
  readonly active: boolean;
}

/** By-key reads of what holds of nodes, by the id of a node that the caller sees; one statement for all of a request. */
export interface NodeStateLoaders {
  readonly nodeStateAsOf: LoaderAsOf<DataLoader<string, NodeState>>;
  readonly neighboursIn: (neighbourhood: Neighbourhood) => DataLoader<string, NeighbourCounts>;
}

const NOTHING: NodeState = { name: null, status: null, aliases: [], active: false };

/** Those of one request. */
export function createNodeStateLoaders(states: NodeStateRepository): NodeStateLoaders {
  return {
    nodeStateAsOf: loaderAsOf(
      (asOf) =>
        new DataLoader(async (ids) => {
          const byId = statesOf(await states.valuesOf(ids, asOf));
          return ids.map((id) => byId.get(id) ?? NOTHING);
        }),
    ),
    neighboursIn: loaderBy(
      (neighbourhood) =>
        new DataLoader(async (ids) => {
          const byId = new Map((await states.neighboursOf(ids, neighbourhood)).map((row) => [row.id, row]));
          return ids.map((id) => byId.get(id) ?? { id, upstream: 0, downstream: 0 });
        }),
    ),
  };
}

function statesOf(values: readonly NodeValue[]): ReadonlyMap<string, NodeState> {
  const states = new Map<string, { name: string | null; status: string | null; aliases: string[]; active: boolean }>();
  for (const { id, facet, value } of values) {
    const state = states.get(id) ?? { ...NOTHING, aliases: [] };
    if (facet === 'alias') state.aliases.push(value);
    else if (facet === 'active') state.active = true;
    else state[facet] = value;
    states.set(id, state);
  }
  for (const { aliases } of states.values()) aliases.sort();
  return states;
}
