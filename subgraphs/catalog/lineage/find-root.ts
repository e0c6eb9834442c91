import DataLoader from 'dataloader';
import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import type { LineageKind } from './lineage.enums.js';
import type { LineageNodeRow, LineageRepository } from './lineage.repository.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds the nodes with a ref or an id, all those of a request in one statement. */
export type NodesByName = DataLoader<string, readonly LineageNodeRow[]>;

/** The loader of one request. */
export function createNodesByName(lineage: LineageRepository): NodesByName {
  return new DataLoader(async (names) => {
    const rows = await lineage.findByRefsOrIds(
      names,
      names.filter((name) => UUID.test(name)),
    );
    return names.map((name) => rows.filter(({ id, ref }) => ref === name || id === name.toLowerCase()));
  });
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
    const wanted = kind == null ? 'something that is recorded' : `a ${kind} that is recorded`;
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected ${JSON.stringify(of.slice(0, 300))} to be the ref or the id of ${wanted}, but the catalog knows none: use a version ref such as fraud/detector@1.4.0 (aliases, latest and digests are not known here) or an id. What was written a moment ago may still be on its way.`,
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
