import DataLoader from 'dataloader';
import { loaderBy } from '#platform/loading/loader-by.js';
import type { Ports } from '#platform/ports/ports.js';
import { createNodesByName, type NodesByName } from './find-root.js';
import type { Lineage } from './lineage.type.js';
import type { LineageQueryRepository } from './lineage-query.repository.js';
import { readLineages, type WalkArgs } from './read-lineages.js';

/** By-key reads of the lineage. */
export interface LineageLoaders {
  readonly nodesByName: NodesByName;
  /** Whether there is a node of this id that the caller may see. */
  readonly nodeIsSeen: DataLoader<string, boolean>;
  /** A loader by node id for each kind of walk that a request asks for. */
  readonly lineageBy: (args: WalkArgs) => DataLoader<string, Lineage | null>;
}

/** Those of one request. */
export function createLineageLoaders(lineage: LineageQueryRepository, ports: Ports): LineageLoaders {
  return {
    nodesByName: createNodesByName(lineage, ports),
    nodeIsSeen: new DataLoader(async (ids) => {
      const seen = new Set((await lineage.findByIds(ids)).map(({ id }) => id));
      return ids.map((id) => seen.has(id));
    }),
    lineageBy: createWalkLoaders(lineage),
  };
}

function createWalkLoaders(lineage: LineageQueryRepository): LineageLoaders['lineageBy'] {
  return loaderBy(
    (args) => new DataLoader((ids) => readLineages(ids, args, lineage)),
    // Without the root: walks from several are read together.
    ({ direction, depth, first, after, kinds, stopAt, asOf, groupBy, withoutColumns }) =>
      JSON.stringify([direction, depth, first, after, kinds, stopAt, asOf, groupBy, withoutColumns]),
  );
}
