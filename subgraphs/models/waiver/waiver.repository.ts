import { type EntityManager, In, MoreThan } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { Waiver } from './waiver.entity.js';

/** Reads and writes of the `waiver` table. */
export class WaiverRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The waivers of a version for an alias that count at a moment, newest first. */
  valid(modelVersionId: string, alias: string, at: Date): Promise<Waiver[]> {
    return this.manager.find(Waiver, {
      where: { modelVersionId, alias, expiresAt: MoreThan(at) },
      order: { id: 'DESC' },
    });
  }

  /** The same of many versions. */
  validOf(modelVersionIds: readonly string[], alias: string, at: Date): Promise<Waiver[]> {
    return this.manager.find(Waiver, {
      where: { modelVersionId: In([...modelVersionIds]), alias, expiresAt: MoreThan(at) },
      order: { id: 'DESC' },
    });
  }

  ofVersion(modelVersionId: string): Promise<Waiver[]> {
    return this.manager.find(Waiver, { where: { modelVersionId }, order: { id: 'DESC' } });
  }

  insert(row: Waiver): Promise<void> {
    return insertRows(this.manager, Waiver, [row]);
  }
}
