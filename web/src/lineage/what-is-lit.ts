import { listed } from '../search-params';
import type { LineageSearch } from './lineage-search';
import type { AnsweredLineage } from './lineage-tree';
import { between, type LitThings, reached } from './lit-things';
import { thingsAt } from './things-at';

/** What an address lights: the ways between two things, or what one rests on, or what rests on it; else nothing. */
export function whatIsLit(lineage: AnsweredLineage, { at, lit, path }: LineageSearch): LitThings | undefined {
  const idsAt = (key: string | undefined) => thingsAt(lineage, key).map(({ id }) => id);
  if (path !== undefined) {
    const [one, other] = listed(path);
    const [from, to] = [idsAt(one), idsAt(other)];
    return between(lineage.edges, from, to) ?? { ids: new Set([...from, ...to]), edges: new Set() };
  }
  if (lit === undefined) return undefined;
  const from = idsAt(at);
  return reached(lineage.edges, from.length === 0 ? [lineage.root.id] : from, lit);
}
