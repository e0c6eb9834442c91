import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { lockNamedReading } from '#platform/database/rows/lock-named.js';
import { EVERY_ROW, onlySeen, seenCondition } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Environment } from './environment.entity.js';

/** Reads and writes of the `environment` table. */
export class EnvironmentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Environment[]> {
    return selectRows(this.manager, Environment, 'WHERE id = ANY ($1)', [ids]);
  }

  findByNames(names: readonly string[]): Promise<Environment[]> {
    return selectRows(this.manager, Environment, 'WHERE name = ANY ($1)', [names]);
  }

  page(page: PageRequest, rights: Rights): Promise<Environment[]> {
    return selectPage(this.manager, Environment, seenCondition(rights, 'name') ?? EVERY_ROW, page);
  }

  count(rights: Rights): Promise<number> {
    const rows = this.manager.createQueryBuilder(Environment, 'one');
    return countRows(this.manager, onlySeen(rows, rights, 'one.name'));
  }

  /** The environment of that name, made if missing, locked until the transaction ends: its versions are named one at a time. */
  lockReading<Found>(name: string, actor: string, read: () => Promise<Found>): Promise<readonly [Environment, Found]> {
    return lockNamedReading(this.manager, Environment, { name, actor }, read);
  }
}
