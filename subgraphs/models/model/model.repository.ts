import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Rights } from '#platform/auth/rights.js';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { lockExisting, lockNamedReading } from '#platform/database/rows/lock-named.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { EVERY_ROW, onlySeen, seenCondition } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { freeDisplayName } from '#values/free-display-name.js';
import { DisplayNameRepository } from './display-name.repository.js';
import { Model } from './model.entity.js';
import { archivedSql, UPDATED_AT_SQL } from './model-sql.js';

const UPDATED_AT = `SELECT m.id, ${UPDATED_AT_SQL} AS at FROM models.model m WHERE m.id = ANY ($1)`;

/** Reads and writes of the `model` table. */
export class ModelRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Model[]> {
    return selectRows(this.manager, Model, 'WHERE id = ANY ($1)', [ids]);
  }

  findByNames(names: readonly string[]): Promise<Model[]> {
    return selectRows(this.manager, Model, 'WHERE name = ANY ($1)', [names]);
  }

  /** A page of those that are not archived, newest first. */
  pageOfActive(page: PageRequest, rights: Rights): Promise<Model[]> {
    const { where, values } = seenCondition(rights, 'name') ?? EVERY_ROW;
    return selectPage(this.manager, Model, { where: `${where} AND NOT ${archivedSql('model.id')}`, values }, page);
  }

  countOfActive(rights: Rights): Promise<number> {
    const rows = this.manager.createQueryBuilder(Model, 'one').where(`NOT ${archivedSql('one.id')}`);
    return countRows(this.manager, onlySeen(rows, rights, 'one.name'));
  }

  /** When each of these models changed last; by id. */
  async updatedAt(ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const rows = await prepared<{ id: string; at: Date }>(this.manager, UPDATED_AT, [ids]);
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /**
   * The model of that name, made if missing, locked until the transaction ends: its versions are named one at a time.
   * With it comes what is read meanwhile.
   */
  lockReading<Found>(name: string, actor: string, read: () => Promise<Found>): Promise<readonly [Model, Found]> {
    const insert = () => this.insertNamed(name, actor);
    return lockNamedReading(this.manager, Model, { name, actor, insert }, read);
  }

  /** The same by id, of a model that exists. */
  async lockById(id: string): Promise<Model> {
    const model = await lockExisting(this.manager, Model, 'id', id);
    if (model === undefined) throw new TypeError(`There is no model ${id}.`);
    return model;
  }

  /** A model that exists. */
  async byId(id: string): Promise<Model> {
    const [model] = await this.findByIds([id]);
    if (model === undefined) throw new TypeError(`There is no model ${id}.`);
    return model;
  }

  /** Those of the names that models have. */
  async namesAmong(names: readonly string[]): Promise<string[]> {
    return (await this.findByNames(names)).map(({ name }) => name);
  }

  insert(row: Model): Promise<void> {
    return insertRows(this.manager, Model, [row]);
  }

  /** The model of that name, locked until the transaction ends; null where there is none. */
  async lockExisting(name: string): Promise<Model | null> {
    return (await lockExisting(this.manager, Model, 'name', name)) ?? null;
  }

  /** Makes a model by its name alone. It is called by it, unless another one of its namespace was renamed to that. */
  private async insertNamed(name: string, actor: string): Promise<void> {
    const names = new DisplayNameRepository(this.manager);
    const namespace = namespaceOf(name);
    await names.lock(namespace);
    const free = await freeDisplayName(name, (candidate) => names.isTaken(namespace, candidate));
    await prepared(
      this.manager,
      `INSERT INTO model (id, name, display_name, created_at, created_by)
       VALUES ($1, $2, $3, clock_timestamp(), $4) ON CONFLICT (name) DO NOTHING`,
      [uuid(), name, free === name ? null : free, actor],
    );
  }
}
