import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { onlySeen } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { Deployment } from './deployment.entity.js';
import { DeploymentEnd } from './deployment-end.entity.js';

/** Deployments of a version, or those on a target. */
export type DeploymentsOf = { readonly modelVersionId: string } | { readonly target: string };

/** Reads and writes of the `deployment` and `deployment_end` tables. */
export class DeploymentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Deployment[]> {
    return selectRows(this.manager, Deployment, 'WHERE id = ANY ($1)', [ids]);
  }

  endsOf(deploymentIds: readonly string[]): Promise<DeploymentEnd[]> {
    return selectRows(this.manager, DeploymentEnd, 'WHERE deployment_id = ANY ($1)', [deploymentIds]);
  }

  /** What was put to work of a version or on a target and may be seen; with a moment, only what ran at it. */
  page(of: DeploymentsOf, activeAt: Date | null, { limit, after }: PageRequest, rights: Rights): Promise<Deployment[]> {
    const rows = this.matching(of, activeAt, rights);
    if (after !== null) rows.andWhere('d.id < :after', { after });
    return rows.orderBy('d.id', 'DESC').take(limit).getMany();
  }

  count(of: DeploymentsOf, activeAt: Date | null, rights: Rights): Promise<number> {
    return countRows(this.manager, this.matching(of, activeAt, rights));
  }

  /** What runs of a model on a target now. */
  liveOn(modelId: string, target: string): Promise<Deployment[]> {
    return this.live().andWhere('d.modelId = :modelId AND d.target = :target', { modelId, target }).getMany();
  }

  /** Where a version runs now, by target. */
  liveOfVersion(modelVersionId: string): Promise<Deployment[]> {
    return this.live().andWhere('d.modelVersionId = :modelVersionId', { modelVersionId }).orderBy('d.target').getMany();
  }

  /** The last time a version was put to work on each of these targets; a target it never ran on has none. */
  async lastOfVersion(modelVersionId: string, targets: readonly string[]): Promise<Deployment[]> {
    return this.manager
      .createQueryBuilder(Deployment, 'd')
      .distinctOn(['d.target'])
      .where('d.modelVersionId = :modelVersionId AND d.target = ANY (:targets)', { modelVersionId, targets })
      .orderBy('d.target')
      .addOrderBy('d.id', 'DESC')
      .getMany();
  }

  insert(rows: readonly Deployment[]): Promise<void> {
    return insertRows(this.manager, Deployment, rows);
  }

  insertEnds(rows: readonly DeploymentEnd[]): Promise<void> {
    return insertRows(this.manager, DeploymentEnd, rows);
  }

  private live(): SelectQueryBuilder<Deployment> {
    return this.manager
      .createQueryBuilder(Deployment, 'd')
      .where('NOT EXISTS (SELECT FROM deployment_end e WHERE e.deployment_id = d.id)');
  }

  /** A deployment runs from its start on, and no longer at the moment of its end. */
  private matching(of: DeploymentsOf, activeAt: Date | null, rights: Rights): SelectQueryBuilder<Deployment> {
    const named = '(SELECT m.name FROM model m WHERE m.id = d.model_id)';
    const rows = onlySeen(this.manager.createQueryBuilder(Deployment, 'd').where(of), rights, named);
    if (activeAt === null) return rows;
    return rows
      .andWhere('d.startedAt <= :activeAt', { activeAt })
      .andWhere('NOT EXISTS (SELECT FROM deployment_end e WHERE e.deployment_id = d.id AND e.at <= :activeAt)');
  }
}
