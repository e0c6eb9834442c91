import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countFrom } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { Contradiction } from './contradiction.entity.js';
import type { ContradictionCondition } from './contradiction-conditions.js';
import { ContradictionResolution } from './contradiction-resolution.entity.js';

/** Reads and writes of contradictions and of what resolved them. */
export class ContradictionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Those of these ids, newest first. */
  findByIds(ids: readonly string[]): Promise<Contradiction[]> {
    return selectRows(this.manager, Contradiction, 'WHERE id = ANY ($1) ORDER BY id DESC', [ids]);
  }

  resolutionsOf(ids: readonly string[]): Promise<ContradictionResolution[]> {
    return selectRows(this.manager, ContradictionResolution, 'WHERE contradiction_id = ANY ($1)', [ids]);
  }

  /** Newest first. The text of the condition is made for each call, so it is not prepared. */
  async page({ where, values }: ContradictionCondition, { limit, after }: PageRequest): Promise<Contradiction[]> {
    const behind = after === null ? '' : ` AND id < $${values.length + 2}`;
    const found = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM models.contradiction WHERE ${where}${behind} ORDER BY id DESC LIMIT $${values.length + 1}`,
      [...values, limit, ...(after === null ? [] : [after])],
    );
    return found.length === 0 ? [] : this.findByIds(found.map(({ id }) => id));
  }

  count({ where, values }: ContradictionCondition): Promise<number> {
    return countFrom(this.manager, { from: `FROM models.contradiction WHERE ${where}`, values });
  }

  /** The last of an identity, which is locked until the transaction ends; null where there is none. */
  async lockLast(identity: string): Promise<Contradiction | null> {
    await prepared(this.manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [identity]);
    const [last] = await selectRows(this.manager, Contradiction, 'WHERE identity = $1 ORDER BY sequence DESC LIMIT 1', [
      identity,
    ]);
    return last ?? null;
  }

  insert(row: Contradiction): Promise<void> {
    return insertRows(this.manager, Contradiction, [row]);
  }

  insertResolution(row: ContradictionResolution): Promise<void> {
    return insertRows(this.manager, ContradictionResolution, [row]);
  }
}
