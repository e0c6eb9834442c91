import type { CatalogContext } from '../context.js';
import { findRoot } from '../lineage/find-root.js';
import { MAX_DEPTH } from '../lineage/lineage.args.js';
import type { LineageKind } from '../lineage/lineage.enums.js';
import type { Impact } from './impact.type.js';

/** Where to begin, and how many nodes to walk over at most. */
export interface ImpactRequest {
  readonly of: string;
  readonly kind: LineageKind | null;
  readonly first: number;
}

/**
 * What rests on a thing: the model versions downstream of it, their deployments, and who answers for them.
 * @throws {PedigraphError} NOT_FOUND or AMBIGUOUS_REFERENCE for what `of` names.
 */
export async function readImpact(request: ImpactRequest, { loaders, impacts }: CatalogContext): Promise<Impact | null> {
  const { of, kind, first } = request;
  const root = await findRoot(of, kind, loaders.nodesByName);
  const lineage = await loaders.lineageBy({ direction: 'DOWNSTREAM', depth: MAX_DEPTH, first }).load(root);
  if (lineage === null) return null;
  const affected = lineage.nodes.filter((node) => node.kind === 'MODEL_VERSION').map(({ id }) => id);
  const [deployments, responsible] = await Promise.all([
    impacts.deploymentsOf(affected),
    impacts.responsibleFor(affected),
  ]);
  const ownersOf = new Map(responsible.map((row) => [row.modelVersionId, row.owners]));
  return {
    root: lineage.root,
    complete: lineage.complete,
    truncatedBecause: lineage.truncatedBecause,
    modelVersions: affected.map((id) => ({ id })),
    deployments: deployments.map(({ id, modelVersionId, safeRollbackId, target, startedAt, endedAt }) => ({
      deployment: { id },
      target,
      active: endedAt === null,
      startedAt,
      endedAt,
      modelVersion: { id: modelVersionId },
      safeRollback: lineage.complete && safeRollbackId !== null ? { id: safeRollbackId } : null,
      owners: ownersOf.get(modelVersionId) ?? [],
    })),
    owners: [...new Set(responsible.flatMap((row) => row.owners))].sort(),
  };
}
