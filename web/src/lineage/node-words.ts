import { kindLook } from '../parts/kinds';
import type { AnsweredLineage } from './lineage-tree';

/** A node of a lineage, as the API answers it. */
export type LineageNode = AnsweredLineage['nodes'][number];

/** What a node is called in a picture, and by what it is stacked with its like: its name without what numbers it. */
export function wordsOf({ id, ref, kind, redacted }: LineageNode): { readonly label: string; readonly group: string } {
  if (redacted) return { label: 'may not be seen', group: '' };
  const [name = ref, after = ''] = ref.split(/@(.*)/s);
  if (kind === 'DEPLOYMENT') return { label: name, group: name };
  if (kind === 'RUN' || kind === 'LOGGED_MODEL') return { label: `${name} ${id.slice(0, 8)}`, group: name };
  if (kind === 'COLUMN') {
    const [dataset = ref, column = ref] = ref.split(/#(.*)/s);
    return { label: `#${column}`, group: dataset };
  }
  return { label: `${name} ${after}`, group: name };
}

/** A number of things of a kind: `1 run`, `37 dataset versions`. */
export function things(number: number, kind: string): string {
  return `${number.toLocaleString('en')} ${kindLook(kind).word}${number === 1 ? '' : 's'}`;
}
