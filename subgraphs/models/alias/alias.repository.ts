import { type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { AliasChange } from './alias-change.entity.js';

/** A moment in the world, and until when what is known of it was recorded here; null is now. */
export interface InEffect {
  readonly effectiveAt: Date;
  readonly asOf: Date | null;
}

/** Reads and writes of the `alias_change` table. */
export class AliasRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The newest move of an alias, removals included. */
  lastChange(modelId: string, alias: string): Promise<AliasChange | null> {
    return this.manager.findOne(AliasChange, { where: { modelId, alias }, order: { sequence: 'DESC' } });
  }

  /** The newest move of an alias to a version: the one it points to, or last pointed to. Null where there was none. */
  lastSetting(modelId: string, alias: string): Promise<AliasChange | null> {
    const where = { modelId, alias, modelVersionId: Not(IsNull()) };
    return this.manager.findOne(AliasChange, { where, order: { sequence: 'DESC' } });
  }

  /** The same of many models. */
  lastSettings(modelIds: readonly string[], alias: string): Promise<AliasChange[]> {
    return selectRows(
      this.manager,
      AliasChange,
      `WHERE id IN (
         SELECT DISTINCT ON (model_id) id FROM models.alias_change
         WHERE model_id = ANY ($1) AND alias = $2 AND model_version_id IS NOT NULL ORDER BY model_id, sequence DESC)`,
      [modelIds, alias],
    );
  }

  /** The moves by which the aliases of these models point somewhere at a moment; null is now. */
  async currentOf(modelIds: readonly string[], asOf: Date | null): Promise<AliasChange[]> {
    const last = await this.manager.query<{ id: string }[]>(
      `SELECT DISTINCT ON (model_id, alias) id FROM alias_change
       WHERE model_id = ANY ($1) AND at <= $2 ORDER BY model_id, alias, sequence DESC`,
      [modelIds, asOf ?? 'infinity'],
    );
    return this.pointing(last);
  }

  /** The same by when the moves were made, here or elsewhere, of those that were recorded by `asOf`. */
  async inEffect(modelIds: readonly string[], { effectiveAt, asOf }: InEffect): Promise<AliasChange[]> {
    const last = await this.manager.query<{ id: string }[]>(
      `SELECT DISTINCT ON (model_id, alias) id FROM alias_change
       WHERE model_id = ANY ($1) AND at <= $2 AND coalesce(moved_elsewhere_at, at) <= $3
       ORDER BY model_id, alias, coalesce(moved_elsewhere_at, at) DESC, sequence DESC`,
      [modelIds, asOf ?? 'infinity', effectiveAt],
    );
    return this.pointing(last);
  }

  private async pointing(last: readonly { readonly id: string }[]): Promise<AliasChange[]> {
    const rows = await selectRows(this.manager, AliasChange, 'WHERE id = ANY ($1)', [last.map((row) => row.id)]);
    return rows.filter((row) => row.modelVersionId !== null).sort((a, b) => (a.alias < b.alias ? -1 : 1));
  }

  /** The moves that ended these ones. */
  async successorsOf(changes: readonly AliasChange[]): Promise<AliasChange[]> {
    return this.manager.find(AliasChange, {
      where: changes.map(({ modelId, alias, sequence }) => ({ modelId, alias, sequence: sequence + 1 })),
    });
  }

  pageOfChanges(modelId: string, alias: string | null, { limit, after }: PageRequest): Promise<AliasChange[]> {
    return this.manager.find(AliasChange, {
      where: this.of(modelId, alias, after),
      order: { id: 'DESC' },
      take: limit,
    });
  }

  countOfChanges(modelId: string, alias: string | null): Promise<number> {
    return countRows(
      this.manager,
      this.manager.createQueryBuilder(AliasChange, 'a').where(this.of(modelId, alias, null)),
    );
  }

  insert(row: AliasChange): Promise<void> {
    return insertRows(this.manager, AliasChange, [row]);
  }

  private of(modelId: string, alias: string | null, after: string | null) {
    return { modelId, ...(alias === null ? {} : { alias }), ...(after === null ? {} : { id: LessThan(after) }) };
  }
}
