import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { EVERY_ROW, seenCondition } from '#platform/database/rows/seen-condition.js';
import { countFrom } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { FollowedSource } from './followed-source.entity.js';

/** Reads and writes of the `followed_source` table. */
export class FollowedSourceRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Those of namespaces that the caller may see, those that were followed last first. */
  page(rights: Rights, page: PageRequest): Promise<FollowedSource[]> {
    return selectPage(this.manager, FollowedSource, seen(rights), page);
  }

  count(rights: Rights): Promise<number> {
    const { where, values } = seen(rights);
    return countFrom(this.manager, { from: `FROM models.followed_source WHERE ${where}`, values });
  }

  /** The source of that name, locked until the transaction ends; null where nobody has followed it. */
  async lock(namespace: string, source: string): Promise<FollowedSource | null> {
    await prepared(this.manager, "SELECT pg_advisory_xact_lock(hashtextextended('models.followed_source ' || $1, 0))", [
      JSON.stringify([namespace, source]),
    ]);
    return this.manager.findOneBy(FollowedSource, { namespace, source });
  }

  /** Writes what a source is now, whether it was there or not. */
  async store(row: FollowedSource, isNew: boolean): Promise<void> {
    if (isNew) return insertRows(this.manager, FollowedSource, [row]);
    const { id, ...changed } = row;
    await this.manager.update(FollowedSource, { id }, changed as object);
  }
}

function seen(rights: Rights) {
  return seenCondition(rights, "(namespace || '/')") ?? EVERY_ROW;
}
