import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { lockExisting, lockNamedReading } from '#platform/database/rows/lock-named.js';
import { EVERY_ROW, onlySeen, seenCondition } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Model } from './model.entity.js';

/** Reads and writes of the `model` table. */
export class ModelRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Model[]> {
    return selectRows(this.manager, Model, 'WHERE id = ANY ($1)', [ids]);
  }

  findByNames(names: readonly string[]): Promise<Model[]> {
    return selectRows(this.manager, Model, 'WHERE name = ANY ($1)', [names]);
  }

  page(page: PageRequest, rights: Rights): Promise<Model[]> {
    return selectPage(this.manager, Model, seenCondition(rights, 'name') ?? EVERY_ROW, page);
  }

  count(rights: Rights): Promise<number> {
    const rows = this.manager.createQueryBuilder(Model, 'one');
    return countRows(this.manager, onlySeen(rows, rights, 'one.name'));
  }

  /**
   * The model of that name, made if missing, locked until the transaction ends: its versions are named one at a time.
   * With it comes what is read meanwhile.
   */
  lockReading<Found>(name: string, actor: string, read: () => Promise<Found>): Promise<readonly [Model, Found]> {
    return lockNamedReading(this.manager, Model, { name, actor }, read);
  }

  /** The same by id, of a model that exists. */
  async lockById(id: string): Promise<Model> {
    const model = await lockExisting(this.manager, Model, 'id', id);
    if (model === undefined) throw new TypeError(`There is no model ${id}.`);
    return model;
  }

  /** The model of that name, locked until the transaction ends; null where there is none. */
  async lockExisting(name: string): Promise<Model | null> {
    return (await lockExisting(this.manager, Model, 'name', name)) ?? null;
  }
}
