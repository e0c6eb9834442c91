import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import type { Rights } from '#platform/auth/rights.js';
import { type InsertStatement, insertStatement } from '#platform/database/rows/insert-rows.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { onlySeen, seenCondition } from '#platform/database/rows/seen-condition.js';
import { type Joined, selectJoined } from '#platform/database/rows/select-joined.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Run } from './run.entity.js';
import { LARGE_IN_RUN_END, type LargeInRunEnd, RunEnd, type RunEndRow } from './run-end.entity.js';

/** Reads and writes of the `run` and `run_end` tables. */
export class RunRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Run[]> {
    return selectRows(this.manager, Run, 'WHERE id = ANY ($1)', [ids]);
  }

  /** The same, each with its end, whole where that is short; null where it has not ended. */
  findWithEnds(ids: readonly string[]): Promise<Joined<Run, RunEnd, LargeInRunEnd>[]> {
    const end = { entity: RunEnd, large: LARGE_IN_RUN_END };
    return selectJoined(this.manager, Run, end, 'ON b.run_id = a.id WHERE a.id = ANY ($1)', [ids]);
  }

  findByRefs(refs: readonly string[]): Promise<Run[]> {
    return selectRows(this.manager, Run, 'WHERE ref = ANY ($1)', [refs]);
  }

  /** Those of these ids in the tools they come from, each in its experiment. */
  withExternalIds(experimentIds: readonly string[], externalIds: readonly string[]): Promise<Run[]> {
    const where = 'WHERE (experiment_id, external_id) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))';
    return selectRows(this.manager, Run, where, [experimentIds, externalIds]);
  }

  async withExternalId(experimentId: string, externalId: string): Promise<Run | null> {
    return (await this.withExternalIds([experimentId], [externalId]))[0] ?? null;
  }

  endsOf(runIds: readonly string[]): Promise<RunEndRow[]> {
    return selectRows(this.manager, RunEnd, 'WHERE run_id = ANY ($1)', [runIds], LARGE_IN_RUN_END);
  }

  wholeEndsOf(runIds: readonly string[]): Promise<RunEnd[]> {
    return selectRows(this.manager, RunEnd, 'WHERE run_id = ANY ($1)', [runIds]);
  }

  pageOf(experimentId: string, page: PageRequest): Promise<Run[]> {
    return selectPage(this.manager, Run, { where: 'experiment_id = $1', values: [experimentId] }, page);
  }

  countOf(experimentId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(Run, 'r').where({ experimentId }));
  }

  /** The runs that were started in a run, of those that the caller may see. */
  childrenOf(parentId: string, page: PageRequest, rights: Rights): Promise<Run[]> {
    const seen = seenCondition(rights, 'ref', 2);
    const where = `parent_id = $1${seen === null ? '' : ` AND ${seen.where}`}`;
    return selectPage(this.manager, Run, { where, values: [parentId, ...(seen?.values ?? [])] }, page);
  }

  countChildren(parentId: string, rights: Rights): Promise<number> {
    const rows = this.manager.createQueryBuilder(Run, 'r').where({ parentId });
    return countRows(this.manager, onlySeen(rows, rights, 'r.ref'));
  }

  /**
   * The run, held until the transaction ends: nobody else logs, ends or changes it.
   *
   * An advisory lock, because PostgreSQL hands those out in the order asked. A row lock that loggers share in turns
   * never comes free for the one who wants to end the run.
   */
  async lock(id: string): Promise<Run | null> {
    return (await this.lockReading(id, async () => {}))?.[0] ?? null;
  }

  /**
   * The same, with what is read while it is held: the statements are sent without waiting for each other (pipelining).
   * @param read reads by `readTexts` alone; see `lockNamedReading`
   */
  async lockReading<Found>(id: string, read: () => Promise<Found>): Promise<readonly [Run, Found] | null> {
    if (!isUuid(id)) return null;
    const [, [run], found] = await Promise.all([this.hold(id, 'pg_advisory_xact_lock'), this.findByIds([id]), read()]);
    return run === undefined ? null : [run, found];
  }

  /** The run, shared with others who log, and its end. */
  async lockShared(id: string): Promise<readonly [Run, RunEndRow | null] | null> {
    return (await this.lockSharedReading(id, async () => {}))?.[0] ?? null;
  }

  /** The same, with what is read while it is held. */
  async lockSharedReading<Found>(
    id: string,
    read: () => Promise<Found>,
  ): Promise<readonly [readonly [Run, RunEndRow | null], Found] | null> {
    if (!isUuid(id)) return null;
    const [, [row], found] = await Promise.all([
      this.hold(id, 'pg_advisory_xact_lock_shared'),
      this.findWithEnds([id]),
      read(),
    ]);
    return row === undefined ? null : [[row[0], row[1]], found];
  }

  /** The run, its names and tags held until the transaction ends, while others log to it. */
  async lockFacts(id: string): Promise<Run | null> {
    if (!isUuid(id)) return null;
    const [, [run = null]] = await Promise.all([this.holdFacts(id), this.findByIds([id])]);
    return run;
  }

  /** The same of a run that is known. */
  async holdFacts(id: string): Promise<void> {
    await this.hold(id, 'pg_advisory_xact_lock', 'run-facts');
  }

  private hold(id: string, acquire: string, what = 'run'): Promise<unknown> {
    const text = `SELECT ${acquire}(hashtextextended(current_schema() || '.${what}.' || $1, 0))`;
    // By `readTexts`, as what is read under it: both are sent in the order of the calls.
    return readTexts(this.manager, text, [id.toLowerCase()]);
  }

  /** The statement that inserts runs. */
  insertion(rows: readonly Run[]): Promise<InsertStatement> {
    return insertStatement(this.manager, Run, rows);
  }

  /** The statement that inserts ends. */
  endInsertion(rows: readonly RunEnd[]): Promise<InsertStatement> {
    return insertStatement(this.manager, RunEnd, rows);
  }
}
