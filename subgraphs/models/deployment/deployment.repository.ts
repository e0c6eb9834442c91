import { type EntityManager, In, LessThan } from 'typeorm';
import { insertRows } from '../../../src/platform/database/insert-rows.js';
import type { PageRequest } from '../../../src/platform/paging/page.js';
import { Deployment } from './deployment.entity.js';
import { DeploymentEnd } from './deployment-end.entity.js';

/** Reads and writes of the `deployment` and `deployment_end` tables. */
export class DeploymentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Deployment[]> {
    return this.manager.findBy(Deployment, { id: In(ids) });
  }

  endsOf(deploymentIds: readonly string[]): Promise<DeploymentEnd[]> {
    return this.manager.findBy(DeploymentEnd, { deploymentId: In(deploymentIds) });
  }

  pageOfVersion(modelVersionId: string, { limit, after }: PageRequest): Promise<Deployment[]> {
    return this.manager.find(Deployment, {
      where: { modelVersionId, ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  countOfVersion(modelVersionId: string): Promise<number> {
    return this.manager.countBy(Deployment, { modelVersionId });
  }

  /** What runs of a model on a target now. */
  liveOn(modelId: string, target: string): Promise<Deployment[]> {
    return this.manager
      .createQueryBuilder(Deployment, 'd')
      .where('d.modelId = :modelId AND d.target = :target', { modelId, target })
      .andWhere('NOT EXISTS (SELECT FROM deployment_end e WHERE e.deployment_id = d.id)')
      .getMany();
  }

  insert(row: Deployment): Promise<void> {
    return insertRows(this.manager, Deployment, [row]);
  }

  insertEnds(rows: readonly DeploymentEnd[]): Promise<void> {
    return insertRows(this.manager, DeploymentEnd, rows);
  }
}
