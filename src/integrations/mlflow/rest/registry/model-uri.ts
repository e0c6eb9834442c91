/** What a `models:/…` URI names. */
export type ModelUri =
  | { readonly kind: 'logged'; readonly id: string }
  | { readonly kind: 'version'; readonly name: string; readonly number: string }
  | { readonly kind: 'alias'; readonly name: string; readonly alias: string };

/** Reads `models:/m-…`, `models:/name/3` or `models:/name@alias`; undefined where it is none of them. */
export function readModelUri(uri: string): ModelUri | undefined {
  const path = /^models:\/+(?!\/)(.+)$/s.exec(uri)?.[1] ?? '';
  if (/^m-[0-9a-f]{32}$/.test(path)) return { kind: 'logged', id: path };
  const [, name, number] = /^([^/@]+)\/(\d+)$/.exec(path) ?? [];
  if (name !== undefined && number !== undefined) return { kind: 'version', name, number };
  const [, named, alias] = /^([^/@]+)@([^/@]+)$/.exec(path) ?? [];
  return named === undefined || alias === undefined ? undefined : { kind: 'alias', name: named, alias };
}
