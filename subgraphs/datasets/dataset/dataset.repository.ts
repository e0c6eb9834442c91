import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { selectPage } from '../../../src/platform/database/select-page.js';
import { selectRows } from '../../../src/platform/database/select-rows.js';
import type { PageRequest } from '../../../src/platform/paging/page.js';
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

  page(page: PageRequest): Promise<Dataset[]> {
    return selectPage(this.manager, Dataset, { where: 'true', values: [] }, page);
  }

  count(): Promise<number> {
    return this.manager.count(Dataset);
  }

  /** The dataset of that name, made if missing, locked until the transaction ends: its versions are named one at a time. */
  async lockByName(name: string, actor: string): Promise<Dataset> {
    await this.manager.query(
      'INSERT INTO dataset (id, name, created_at, created_by) VALUES ($1, $2, clock_timestamp(), $3) ON CONFLICT (name) DO NOTHING',
      [uuid(), name, actor],
    );
    return this.manager.findOneOrFail(Dataset, { where: { name }, lock: { mode: 'pessimistic_write' } });
  }
}
