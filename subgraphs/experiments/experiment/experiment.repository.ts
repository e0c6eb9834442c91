import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { lockNamed } from '#platform/database/rows/lock-named.js';
import { EVERY_ROW, onlySeen, seenCondition } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Experiment } from './experiment.entity.js';

/** Reads and writes of the `experiment` table. */
export class ExperimentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Experiment[]> {
    return selectRows(this.manager, Experiment, 'WHERE id = ANY ($1)', [ids]);
  }

  findByNames(names: readonly string[]): Promise<Experiment[]> {
    return selectRows(this.manager, Experiment, 'WHERE name = ANY ($1)', [names]);
  }

  page(page: PageRequest, rights: Rights): Promise<Experiment[]> {
    return selectPage(this.manager, Experiment, seenCondition(rights, 'name') ?? EVERY_ROW, page);
  }

  count(rights: Rights): Promise<number> {
    const rows = this.manager.createQueryBuilder(Experiment, 'one');
    return countRows(this.manager, onlySeen(rows, rights, 'one.name'));
  }

  /** The experiment of that name, made if missing, locked until the transaction ends: its runs are started one at a time. */
  lockByName(name: string, actor: string): Promise<Experiment> {
    return lockNamed(this.manager, Experiment, { name, actor });
  }
}
