import { type EntityManager, In, LessThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { PageRequest } from '../../../src/platform/paging/page.js';
import { Environment } from './environment.entity.js';

/** Reads and writes of the `environment` table. */
export class EnvironmentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Environment[]> {
    return this.manager.findBy(Environment, { id: In(ids) });
  }

  findByNames(names: readonly string[]): Promise<Environment[]> {
    return this.manager.findBy(Environment, { name: In(names) });
  }

  page({ limit, after }: PageRequest): Promise<Environment[]> {
    return this.manager.find(Environment, {
      where: after === null ? {} : { id: LessThan(after) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(): Promise<number> {
    return this.manager.count(Environment);
  }

  /** The environment of that name, made if missing, locked until the transaction ends: its versions are named one at a time. */
  async lockByName(name: string, actor: string): Promise<Environment> {
    await this.manager.query(
      'INSERT INTO environment (id, name, created_at, created_by) VALUES ($1, $2, clock_timestamp(), $3) ON CONFLICT (name) DO NOTHING',
      [uuid(), name, actor],
    );
    return this.manager.findOneOrFail(Environment, { where: { name }, lock: { mode: 'pessimistic_write' } });
  }
}
