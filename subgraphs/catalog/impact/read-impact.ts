import { sees } from '#platform/auth/rights.js';
import { parseColumnRef } from '#values/column-ref.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { findRoot } from '../lineage/find-root.js';
import { MAX_DEPTH } from '../lineage/lineage.args.js';
import type { Lineage } from '../lineage/lineage.type.js';
import { untilLevel } from '../projection/until-level.js';
import type { ImpactContext } from './impact.context.js';
import type { ImpactRepository } from './impact.repository.js';
import type { Impact } from './impact.type.js';

/** The most deployments in one answer. */
export const MAX_DEPLOYMENTS = 1_000;
/** The most things that rest on a dataset version and are looked at for the columns that they read. */
const MAX_READERS = 10_000;

/** Where to begin, and how many nodes to walk over at most. */
export interface ImpactRequest {
  readonly of: string;
  readonly kind: LineageKind | null;
  readonly first: number;
}

/**
 * What rests on a thing: the model versions downstream of it, their deployments, and who answers for them; all that is
 * written when it is asked, or `complete` is false.
 * @throws {PedigraphError} NOT_FOUND or AMBIGUOUS_REFERENCE for what `of` names.
 */
export async function readImpact({ of, kind, first }: ImpactRequest, context: ImpactContext): Promise<Impact | null> {
  const { loaders, impacts } = context;
  const behind = await untilLevel(context);
  const root = await findRoot(of, kind, loaders.nodesByName);
  const walk = loaders.lineageBy({ direction: 'DOWNSTREAM', depth: MAX_DEPTH, first, withoutColumns: true });
  const lineage = await walk.load(root);
  if (lineage === null) return null;
  const unread = `The catalog has not yet read all that was written to ${behind.join(', ')}: ask again.`;
  const affected = lineage.nodes.filter((node) => node.kind === 'MODEL_VERSION');
  const affectedIds = affected.map(({ walkedId }) => walkedId);
  const isSeen = ({ model }: { readonly model: string }) => sees(context.caller.rights, model);
  const [withoutColumns, found, answerable] = await Promise.all([
    withoutColumnsOf(lineage, impacts),
    impacts.deploymentsOf(affectedIds, MAX_DEPLOYMENTS + 1),
    impacts.responsibleFor(affectedIds),
  ]);
  const counted = found.slice(0, MAX_DEPLOYMENTS);
  const deployments = counted.filter(isSeen);
  const responsible = answerable.filter(isSeen);
  const seen = affected.filter(({ redacted }) => !redacted);
  const more = `There are more than ${MAX_DEPLOYMENTS} deployments, and these are the first: ask about what lies nearer to the versions.`;
  const reasons = [
    lineage.incompleteReason,
    withoutColumns,
    found.length > counted.length ? more : null,
    behind.length === 0 ? null : unread,
  ];
  const missing = reasons.filter((reason) => reason !== null);
  const complete = missing.length === 0;
  const ownersOf = new Map(responsible.map((row) => [row.modelVersionId, row.owners]));
  return {
    root: lineage.root,
    complete,
    incompleteReason: complete ? null : missing.join(' '),
    modelVersions: seen.map(({ id, ref }) => ({ id, ref })),
    redactedModelVersions: affected.length - seen.length,
    deployments: deployments.map(({ id, modelVersionId, safeRollbackId, target, startedAt, endedAt }) => ({
      deployment: { id },
      target,
      active: endedAt === null,
      startedAt,
      endedAt,
      modelVersion: { id: modelVersionId },
      safeRollback: complete && safeRollbackId !== null ? { id: safeRollbackId } : null,
      owners: ownersOf.get(modelVersionId) ?? [],
    })),
    redactedDeployments: counted.length - deployments.length,
    owners: [...new Set(responsible.flatMap((row) => row.owners))].sort(),
  };
}

/**
 * Why nobody can know all that rests on a column: what rests on its dataset version, or on one with a column that was
 * made from it, and does not say on which columns.
 */
async function withoutColumnsOf({ root, nodes }: Lineage, impacts: ImpactRepository): Promise<string | null> {
  const column = root.kind === 'COLUMN' ? parseColumnRef(root.ref) : null;
  if (column === null) return null;
  const withoutColumns = await impacts.readersWithoutColumns(
    nodes.filter(({ kind }) => kind === 'COLUMN').map(({ walkedId }) => walkedId),
    nodes.map(({ walkedId }) => walkedId),
    MAX_READERS,
  );
  const { dataset } = column;
  if (withoutColumns.count === 0) {
    if (withoutColumns.isAll) return null;
    return `More than ${MAX_READERS} things rest on ${dataset}, and those that were looked at tell which columns: ask for ${dataset} to see all.`;
  }
  const [things, they] =
    withoutColumns.count === 1 && withoutColumns.isAll
      ? ['1 thing that rests', 'does']
      : [`${withoutColumns.isAll ? '' : 'At least '}${withoutColumns.count} things that rest`, 'do'];
  const { refs } = withoutColumns;
  const listed = (withoutColumns.count > refs.length ? [...refs, '…'] : refs).join(', ');
  return `${things} on ${dataset} ${they} not tell which columns (${listed}), so it may be this one: ask for ${dataset} to see all.`;
}
