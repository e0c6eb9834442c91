import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { Approval } from './approval.entity.js';

/** Reads and writes of the `approval` table. */
export class ApprovalRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last approval or withdrawal of each person for these versions up to a moment, oldest first; null is now. */
  async lastOfEach(modelVersionIds: readonly string[], asOf: Date | null): Promise<Approval[]> {
    const last = await this.manager
      .createQueryBuilder(Approval, 'a')
      .distinctOn(['a.modelVersionId', 'a.actor'])
      .where('a.modelVersionId = ANY (:modelVersionIds) AND a.createdAt <= :asOf', {
        modelVersionIds,
        asOf: asOf ?? 'infinity',
      })
      .orderBy('a.modelVersionId')
      .addOrderBy('a.actor')
      .addOrderBy('a.sequence', 'DESC')
      .getMany();
    return last.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  insert(row: Approval): Promise<void> {
    return insertRows(this.manager, Approval, [row]);
  }
}
