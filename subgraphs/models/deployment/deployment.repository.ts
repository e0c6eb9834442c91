import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { Deployment } from './deployment.entity.js';
import { DeploymentEnd } from './deployment-end.entity.js';

/** Reads and writes of the `deployment` and `deployment_end` tables. */
export class DeploymentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Deployment[]> {
    return selectRows(this.manager, Deployment, 'WHERE id = ANY ($1)', [ids]);
  }

  endsOf(deploymentIds: readonly string[]): Promise<DeploymentEnd[]> {
    return selectRows(this.manager, DeploymentEnd, 'WHERE deployment_id = ANY ($1)', [deploymentIds]);
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
}
