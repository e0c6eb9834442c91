import DataLoader from 'dataloader';
import { parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Ports } from '#platform/ports/ports.js';
import { parseColumnRef } from '#values/column-ref.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { columnNode } from './column-node.js';
import type { LineageNodeRow } from './lineage.repository.js';
import type { LineageQueryRepository } from './lineage-query.repository.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds the nodes with a ref or an id, all those of a request in one statement. */
export type NodesByName = DataLoader<string, readonly LineageNodeRow[]>;

/** The loader of one request. */
export function createNodesByName(lineage: LineageQueryRepository, ports: Ports): NodesByName {
  return new DataLoader(async (names) => {
    const rows = await lineage.findByRefsOrIds(
      names,
      names.filter((name) => UUID.test(name)),
    );
    const found = names.map((name) => rows.filter(({ id, ref }) => ref === name || id === name.toLowerCase()));
    const unknown = names.filter((name, index) => found[index]?.length === 0 && name.includes('@'));
    if (unknown.length === 0) return found;
    const versionOf = (name: string) => parseColumnRef(name)?.dataset ?? name;
    const versions = await selectedIds([...new Set(unknown.map(versionOf))], ports);
    const idsOf = (name: string): readonly string[] => {
      const ids = versions.get(versionOf(name)) ?? [];
      const column = parseColumnRef(name);
      return column === null ? ids : ids.map((id) => columnNode({ id, ref: column.dataset }, column.name).id);
    };
    const selected = await lineage.findByIds(unknown.flatMap(idsOf));
    return names.map((name, index) =>
      found[index]?.length ? found[index] : selected.filter(({ id }) => idsOf(name).includes(id)),
    );
  });
}

/** Who knows what a ref selects, and how it is asked. */
const OWNERS = [
  { subgraph: 'models', type: 'ModelVersion' },
  { subgraph: 'datasets', type: 'DatasetVersion' },
  { subgraph: 'environments', type: 'EnvironmentVersion' },
].map((owner) => ({
  ...owner,
  document: parse(
    `query ($representations: [_Any!]!) { found: _entities(representations: $representations) { ... on ${owner.type} { id } } }`,
  ),
}));

/**
 * What refs select that are no names of nodes: an alias, `latest`, a digest. Only the owners know; one that does not
 * answer, or that cannot read them, knows none.
 */
async function selectedIds(refs: readonly string[], ports: Ports): Promise<ReadonlyMap<string, readonly string[]>> {
  const answers = await Promise.all(
    OWNERS.map(({ subgraph, type, document }) =>
      ports
        .ask<{ found: readonly ({ id: string } | null)[] }>({
          subgraph,
          document,
          variables: { representations: refs.map((ref) => ({ __typename: type, ref })) },
        })
        .then(({ found }) => found)
        .catch(() => []),
    ),
  );
  return new Map(refs.map((ref, index) => [ref, answers.flatMap((found) => found[index]?.id ?? [])]));
}

function columnNotFound(of: string, dataset: string): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected ${JSON.stringify(of.slice(0, 300))} to be a column that something says it read, but the catalog knows nothing that names it: ask for ${JSON.stringify(dataset.slice(0, 300))} to see all that rests on that version. What was written a moment ago may still be on its way.`,
  );
}

/**
 * The id of the one node that a ref or an id names.
 * @throws {PedigraphError} NOT_FOUND, or AMBIGUOUS_REFERENCE where things of several kinds have that ref.
 */
export async function findRoot(
  of: string,
  kind: LineageKind | null | undefined,
  nodesByName: NodesByName,
): Promise<string> {
  const named = await nodesByName.load(of);
  const [root, ...others] = kind == null ? named : named.filter((node) => node.kind === kind);
  if (root === undefined) {
    const column = parseColumnRef(of);
    if (column !== null) throw columnNotFound(of, column.dataset);
    const wanted = kind == null ? 'something that is recorded' : `a ${kind} that is recorded`;
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected ${JSON.stringify(of.slice(0, 300))} to be the ref or the id of ${wanted}, but the catalog knows none: use a ref such as fraud/detector@1.4.0 or @production, or an id. What was written a moment ago may still be on its way.`,
    );
  }
  if (others.length > 0) {
    const kinds = named.map((node) => node.kind).sort();
    throw new PedigraphError(
      'AMBIGUOUS_REFERENCE',
      `Expected ${JSON.stringify(of)} to name one thing, but it is the ref of several (${kinds.join(', ')}): say which with kind, or ask by id.`,
      { kinds },
    );
  }
  return root.id;
}
