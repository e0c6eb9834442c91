import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { EndedSession } from './ended-session.entity.js';

/** Reads and writes of the `ended_session` table. */
export class EndedSessionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Whether the session with this digest was ended. */
  async has(session: string): Promise<boolean> {
    const [row] = await prepared<{ has: boolean }>(
      this.manager,
      'SELECT EXISTS (SELECT FROM access.ended_session WHERE session = $1) AS "has"',
      [session],
    );
    return row!.has;
  }

  insert(row: EndedSession): Promise<void> {
    return insertRows(this.manager, EndedSession, [row]);
  }
}
