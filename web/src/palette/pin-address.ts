import { ask } from '../api/ask';
import { MOVABLE } from '../frame/movable';
import { ResolvedRefDocument } from './resolved-ref.document';

/**
 * The address of what is shown now, for good: every alias is the version that it points to, and the moment is this one.
 * What names no version of a model stays as it is.
 */
export async function pinnedAddress(address: string, moment: Date): Promise<string> {
  const { pathname, searchParams } = new URL(address, location.origin);
  for (const [name, value] of [...searchParams]) searchParams.set(name, await pinRefs(value));
  if (!searchParams.has('asOf')) searchParams.set('asOf', moment.toISOString());
  // Nothing else of a ref is ever encoded in a path, and what is encoded otherwise would mean something else.
  return `${await pinRefs(pathname.replaceAll('%40', '@'))}?${searchParams}`;
}

async function pinRefs(text: string): Promise<string> {
  const found = [...new Set(text.match(MOVABLE) ?? [])];
  const resolved = new Map(await Promise.all(found.map(async (named) => [named, await resolvedRef(named)] as const)));
  // Each where it stands: an alias may be how another one begins.
  return text.replaceAll(MOVABLE, (named) => resolved.get(named)!);
}

async function resolvedRef(named: string): Promise<string> {
  // In an address a ref of a model stands behind the path of its page; other pages are of what has no aliases.
  const [, page = '', ref = named] = /^(\/models\/)?(.*)$/.exec(named) ?? [];
  if (ref.startsWith('/')) return named;
  const answer = await ask(ResolvedRefDocument, { ref }).catch(() => undefined);
  return page + (answer?.data.modelVersion?.ref ?? ref);
}
