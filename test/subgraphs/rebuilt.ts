import { SYSTEM } from '#platform/auth/caller.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { rebuildCatalog } from '#subgraphs/catalog/projector/rebuild-catalog.js';

/** Rebuilds a catalog as the command does, and says how many events were projected. */
export function rebuilt({ database, createContext }: Pick<Subgraph, 'database' | 'createContext'>): Promise<number> {
  const { ports } = createContext({ caller: SYSTEM, requestId: 'rebuild' });
  return rebuildCatalog({ database, ports });
}
