import { enumWord } from '../parts/enum-word';
import { kindLook } from '../parts/kinds';
import type { AnsweredLineage } from './lineage-tree';

/** A node of a lineage, as the API answers it. */
export type LineageNode = AnsweredLineage['nodes'][number];

/** What a node is called in a picture, and by what it is stacked with its like: columns with all of their dataset version. */
export function wordsOf({ ref, kind, redacted, label, group }: LineageNode): {
  readonly label: string;
  readonly group: string;
} {
  if (redacted) return { label: 'may not be seen', group: '' };
  return { label, group: kind === 'COLUMN' ? ref.split('#', 1)[0]! : (group ?? '') };
}

/** What a node is called on two lines: its name, and its version where it has one, so that neither is cut off. */
export function nameAndVersion(node: LineageNode): { readonly name: string; readonly version: string } {
  const { label, group } = wordsOf(node);
  const isVersion = group !== '' && node.kind !== 'COLUMN' && label.startsWith(`${group} `);
  return isVersion ? { name: group, version: label.slice(group.length + 1) } : { name: label, version: '' };
}

/** What there is to say of a node beside its name: where it stands, or whether it runs. */
export function noteOf({ kind, redacted, status, active, aliases }: LineageNode): string {
  if (redacted) return kindLook(kind).word;
  if (kind === 'DEPLOYMENT') return active === true ? 'runs now' : 'ended';
  const said = status === null ? [] : [enumWord(status)];
  // Whose alias is `production` has that as its status, too.
  return [...new Set([...aliases, ...said])].join(' · ');
}

/** What is in a stack: how many things, and how many of those run. */
export function stackNote(members: readonly LineageNode[], kind: string): string {
  const running = members.filter(({ active }) => active === true).length;
  return `${things(members.length, kind)}${running === 0 ? '' : `, ${running.toLocaleString('en')} run now`}`;
}

/** A number of things of a kind: `1 run`, `37 dataset versions`. */
export function things(number: number, kind: string): string {
  return `${number.toLocaleString('en')} ${kindLook(kind).word}${number === 1 ? '' : 's'}`;
}
