import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { lockExisting, lockNamedReading } from '#platform/database/rows/lock-named.js';
import { EVERY_ROW, onlySeen, seenCondition } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Dataset } from './dataset.entity.js';

/** Reads and writes of the `dataset` table. */
export class DatasetRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Dataset[]> {
    return selectRows(this.manager, Dataset, 'WHERE id = ANY ($1)', [ids]);
  }

  findByNames(names: readonly string[]): Promise<Dataset[]> {
    return selectRows(this.manager, Dataset, 'WHERE name = ANY ($1)', [names]);
  }

  page(page: PageRequest, rights: Rights): Promise<Dataset[]> {
    return selectPage(this.manager, Dataset, seenCondition(rights, 'name') ?? EVERY_ROW, page);
  }

  count(rights: Rights): Promise<number> {
    const rows = this.manager.createQueryBuilder(Dataset, 'one');
    return countRows(this.manager, onlySeen(rows, rights, 'one.name'));
  }

  /** Locks a dataset that exists until the transaction ends. */
  async lockById(id: string): Promise<void> {
    await lockExisting(this.manager, Dataset, 'id', id);
  }

  /** The dataset of that name, made if missing, locked until the transaction ends: its versions are named one at a time. */
  lockReading<Found>(name: string, actor: string, read: () => Promise<Found>): Promise<readonly [Dataset, Found]> {
    return lockNamedReading(this.manager, Dataset, { name, actor }, read);
  }
}
