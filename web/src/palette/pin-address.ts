import { ask } from '../api/ask';
import { ResolvedRefDocument } from './resolved-ref.document';

/** A version that an address names by what may move, such as an alias. */
const MOVABLE = /[\w.\-/]+@(?!\d+\.\d+\.\d+|sha256:)[\w.-]+/g;

/** Whether an address names something that may move. */
export function isMovable(address: string): boolean {
  return new RegExp(MOVABLE).test(decoded(address));
}

/**
 * The address of what is shown now, for good: every alias is the version that it points to, and the moment is this one.
 * What names no version of a model stays as it is.
 */
export async function pinnedAddress(address: string, moment: Date): Promise<string> {
  const [path = '/', search = ''] = decoded(address).split('?', 2);
  const pinned = await Promise.all([path, search].map(pinRefs));
  const parameters = new URLSearchParams(pinned[1]);
  if (!parameters.has('asOf')) parameters.set('asOf', moment.toISOString());
  return `${pinned[0]}?${parameters}`;
}

async function pinRefs(text: string): Promise<string> {
  const found = [...new Set(text.match(MOVABLE) ?? [])];
  const resolved = await Promise.all(found.map(resolvedRef));
  return found.reduce((whole, named, at) => whole.replaceAll(named, resolved[at]!), text);
}

async function resolvedRef(named: string): Promise<string> {
  // In an address a ref of a model stands behind the path of its page; other pages are of what has no aliases.
  const [, page = '', ref = named] = /^(\/models\/)?(.*)$/.exec(named) ?? [];
  if (ref.startsWith('/')) return named;
  const answer = await ask(ResolvedRefDocument, { ref }).catch(() => undefined);
  return page + (answer?.data.modelVersion?.ref ?? ref);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
