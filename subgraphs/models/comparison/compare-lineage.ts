import { parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LineageKind } from '#values/lineage-kind.js';
import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { LineageDifference } from './comparison.type.js';

/** Steps upstream that a comparison looks at. */
const DEPTH = 50;

/**
 * What some of the versions rest on, directly or through other things, and others do not, by the catalog's lineage. The versions themselves
 * are left out.
 * @throws {PedigraphError} UNAVAILABLE where the catalog does not answer, or has not read of a version yet
 */
export async function compareLineage(
  versions: readonly ModelVersionRow[],
  { ports }: Pick<ModelVersionContext, 'ports'>,
): Promise<LineageDifference[]> {
  const { _entities: found } = await ports.ask<{ _entities: readonly Upstream[] }>({
    subgraph: 'catalog',
    document: UPSTREAM,
    variables: { representations: versions.map(({ id }) => ({ __typename: 'ModelVersion', id })), depth: DEPTH },
  });
  const compared = new Set(versions.map(({ ref }) => ref));
  const differences = new Map<string, { ref: string; kind: LineageKind; versions: string[] }>();
  found.forEach(({ lineage }, index) => {
    if (lineage === null)
      throw new PedigraphError(
        'UNAVAILABLE',
        `The catalog has not read of ${versions[index]!.ref} yet: send the same request again, a moment later.`,
      );
    for (const { ref, kind } of lineage.nodes) {
      if (ref == null || compared.has(ref)) continue; // what is hidden has no ref
      const known = differences.get(`${kind} ${ref}`) ?? { ref, kind, versions: [] };
      known.versions.push(versions[index]!.ref);
      differences.set(`${kind} ${ref}`, known);
    }
  });
  return [...differences.values()]
    .filter((one) => new Set(one.versions).size < compared.size)
    .sort((a, b) => (`${a.kind} ${a.ref}` < `${b.kind} ${b.ref}` ? -1 : 1));
}

const UPSTREAM = parse(`query ($representations: [_Any!]!, $depth: Int!) {
  _entities(representations: $representations) {
    ... on ModelVersion { lineage(direction: UPSTREAM, depth: $depth, first: 1000) { nodes { ref kind } } }
  }
}`);

interface Upstream {
  /** Null for the moment until the catalog has read of the version. */
  readonly lineage: { readonly nodes: readonly { readonly ref: string; readonly kind: LineageKind }[] } | null;
}
