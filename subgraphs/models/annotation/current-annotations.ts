import type { Annotation } from './annotation.entity.js';

/** The tags, owners and description that a subject has at a moment. */
export interface CurrentAnnotations {
  /** Null where a tag was removed, so that it also hides one that was given at registration. */
  readonly tags: ReadonlyMap<string, string | null>;
  readonly owners: readonly string[];
  /** Undefined where nobody ever set one, null where it was removed. */
  readonly description: string | null | undefined;
}

/** Reads the last change of each facet and key of one subject. */
export function currentOf(lastChanges: readonly Annotation[]): CurrentAnnotations {
  const last = (facet: string) => lastChanges.find((row) => row.facet === facet)?.value;
  return {
    tags: new Map(lastChanges.filter((row) => row.facet === 'TAG').map((row) => [row.key, row.value as string | null])),
    owners: (last('OWNERS') as string[] | undefined) ?? [],
    description: last('DESCRIPTION') as string | null | undefined,
  };
}

/** The tags given at registration, and what was changed of them since. */
export function tagsWith(
  registered: Readonly<Record<string, string>>,
  { tags }: CurrentAnnotations,
): Record<string, string> {
  const all = new Map<string, string | null>([...Object.entries(registered), ...tags]);
  return Object.fromEntries([...all].filter((tag): tag is [string, string] => tag[1] !== null));
}
