import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { LoggedModel } from './logged-model.entity.js';
import { LARGE_IN_LOGGED_MODEL_END, LoggedModelEnd, type LoggedModelEndRow } from './logged-model-end.entity.js';
import { LoggedModelFailure } from './logged-model-failure.entity.js';

const OF = 'WHERE logged_model_id = ANY ($1)';

/** Reads and writes of the tables `logged_model`, `logged_model_end` and `logged_model_failure`. */
export class LoggedModelRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<LoggedModel[]> {
    return selectRows(this.manager, LoggedModel, 'WHERE id = ANY ($1)', [ids]);
  }

  findByRefs(refs: readonly string[]): Promise<LoggedModel[]> {
    return selectRows(this.manager, LoggedModel, 'WHERE ref = ANY ($1)', [refs]);
  }

  async withExternalId(experimentId: string, externalId: string): Promise<LoggedModel | null> {
    const where = 'WHERE experiment_id = $1 AND external_id = $2';
    return (await selectRows(this.manager, LoggedModel, where, [experimentId, externalId]))[0] ?? null;
  }

  pageOf(experimentId: string, page: PageRequest): Promise<LoggedModel[]> {
    return selectPage(this.manager, LoggedModel, { where: 'experiment_id = $1', values: [experimentId] }, page);
  }

  countOf(experimentId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(LoggedModel, 'm').where({ experimentId }));
  }

  endsOf(ids: readonly string[]): Promise<LoggedModelEndRow[]> {
    return selectRows(this.manager, LoggedModelEnd, OF, [ids], LARGE_IN_LOGGED_MODEL_END);
  }

  wholeEndsOf(ids: readonly string[]): Promise<LoggedModelEnd[]> {
    return selectRows(this.manager, LoggedModelEnd, OF, [ids]);
  }

  /** The last failure of each of these; none of what never failed. */
  lastFailuresOf(ids: readonly string[]): Promise<LoggedModelFailure[]> {
    const last = `${OF} AND NOT EXISTS (
      SELECT FROM experiments.logged_model_failure later
      WHERE later.logged_model_id = logged_model_failure.logged_model_id AND later.id > logged_model_failure.id)`;
    return selectRows(this.manager, LoggedModelFailure, last, [ids]);
  }

  /** The logged model, held until the transaction ends: nobody else changes what is said of it. */
  async lock(id: string): Promise<LoggedModel | null> {
    if (!isUuid(id)) return null;
    const text = `SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.logged-model.' || $1, 0))`;
    await prepared(this.manager, text, [id.toLowerCase()]);
    return (await this.findByIds([id]))[0] ?? null;
  }

  insert(row: LoggedModel): Promise<void> {
    return insertRows(this.manager, LoggedModel, [row]);
  }

  insertEnd(row: LoggedModelEnd): Promise<void> {
    return insertRows(this.manager, LoggedModelEnd, [row]);
  }

  insertFailure(row: LoggedModelFailure): Promise<void> {
    return insertRows(this.manager, LoggedModelFailure, [row]);
  }
}
