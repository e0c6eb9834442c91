import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import type { RegistryFacts } from '../registry/registry-facts.js';
import { DAY_COUNTS, type DayCounts, dayCounts } from './day-counts.js';
import { partsOf } from './insight-scope.js';
import { REACH_COUNTS_SQL } from './reach-counts-sql.js';

/** What a duration in `registry_duration` is of. */
export const MEASURES = { rollback: 'ROLLBACK', leadTime: 'LEAD_TIME' } as const;

/** What is counted of one model on one day. */
interface Happened extends Partial<DayCounts> {
  readonly model: string;
  readonly at: Date;
}

interface Duration {
  readonly id: string;
  readonly model: string;
  readonly at: Date;
  readonly seconds: number;
}

/**
 * Keeps what `registryInsight` is answered from, in the transaction that adds the facts: counts by day, and durations in
 * order of time, of all of the registry, of each namespace and of each model. So an answer costs what it shows, however
 * many versions there are.
 */
export class InsightCountsRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Takes in facts that the tables of the registry hold already. */
  async apply(facts: RegistryFacts): Promise<void> {
    const productions = await this.addFirstProductions(facts);
    const checks = await this.addReachChecks(facts);
    const { versions, rollbacks, promotions, runEnds } = facts;
    await this.count([
      ...versions.map(({ model, at, reproducible }) => ({
        model,
        at,
        versions: 1,
        reproducible: Number(reproducible),
      })),
      ...rollbacks.map(({ model, at }) => ({ model, at, rollbacks: 1 })),
      ...productions.map(({ model, at }) => ({ model, at, productions: 1 })),
      ...promotions.map(({ model, at, verdict }) =>
        verdict === 'PROMOTED' ? { model, at, promotions: 1 } : { model, at, refusals: 1 },
      ),
      ...checks,
    ]);
    await this.rank(facts);
    await this.measure(MEASURES.rollback, rollbacks);
    await this.measure(
      MEASURES.leadTime,
      await this.leadTimes(
        productions.map(({ id }) => id),
        [...runEnds.keys()],
      ),
    );
  }

  /** A version comes to production once; what is set to it again later is not its first time. */
  private async addFirstProductions({ aliasMoves }: RegistryFacts): Promise<{ id: string; model: string; at: Date }[]> {
    const moves = new Map<string, RegistryFacts['aliasMoves'][number]>();
    for (const move of aliasMoves) {
      if (move.alias === 'production' && !moves.has(move.modelVersionId)) moves.set(move.modelVersionId, move);
    }
    if (moves.size === 0) return [];
    return prepared(
      this.manager,
      `INSERT INTO registry_first_production (model_version_id, model, at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) ON CONFLICT DO NOTHING
       RETURNING model_version_id AS id, model, at`,
      [[...moves.keys()], [...moves.values()].map(({ model }) => model), [...moves.values()].map(({ at }) => at)],
    );
  }

  /** Each with what the one before it of the same version said: so much more and fewer versions say so since. */
  private async addReachChecks({ reachChecks }: RegistryFacts): Promise<Happened[]> {
    if (reachChecks.length === 0) return [];
    return prepared(
      this.manager,
      `INSERT INTO registry_reach_check (id, model, model_version_id, at, answer, before)
       SELECT id, model, model_version_id, at, answer,
              coalesce(lag(answer) OVER (PARTITION BY model_version_id ORDER BY place), (
                SELECT answer FROM registry_reach_check AS known WHERE known.model_version_id = new.model_version_id
                ORDER BY at DESC, id DESC LIMIT 1))
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::text[])
         WITH ORDINALITY AS new (id, model, model_version_id, at, answer, place)
       RETURNING model, at, ${REACH_COUNTS_SQL}`,
      [
        reachChecks.map(({ id }) => id),
        reachChecks.map(({ model }) => model),
        reachChecks.map(({ modelVersionId }) => modelVersionId),
        reachChecks.map(({ at }) => at),
        reachChecks.map(({ answer }) => answer),
      ],
    );
  }

  private async count(happened: readonly Happened[]): Promise<void> {
    const rows = new Map<string, DayCounts & { readonly part: string; readonly day: string }>();
    for (const { model, at, ...counts } of happened) {
      const day = at.toISOString().slice(0, 10);
      const added = dayCounts(counts);
      for (const part of partsOf(model)) {
        const key = `${part} ${day}`;
        const row = rows.get(key) ?? { part, day, ...dayCounts({}) };
        for (const count of DAY_COUNTS) row[count] += added[count];
        rows.set(key, row);
      }
    }
    if (rows.size === 0) return;
    const all = [...rows.values()];
    await prepared(
      this.manager,
      `INSERT INTO registry_day AS known (part, day, ${DAY_COUNTS.join(', ')})
       SELECT * FROM unnest($1::text[], $2::date[], ${DAY_COUNTS.map((_, index) => `$${index + 3}::int[]`).join(', ')})
       ON CONFLICT (part, day) DO UPDATE SET ${DAY_COUNTS.map((count) => `${count} = known.${count} + excluded.${count}`).join(', ')}`,
      [
        all.map(({ part }) => part),
        all.map(({ day }) => day),
        ...DAY_COUNTS.map((count) => all.map((row) => row[count])),
      ],
    );
  }

  /** How many versions each model has, among the models of each part that it belongs to. */
  private async rank({ versions }: RegistryFacts): Promise<void> {
    const rows = new Map<string, { part: string; model: string; versions: number; reproducible: number }>();
    for (const { model, reproducible } of versions) {
      for (const part of partsOf(model)) {
        const key = `${part} ${model}`;
        const known = rows.get(key) ?? { versions: 0, reproducible: 0 };
        const counted = { versions: known.versions + 1, reproducible: known.reproducible + Number(reproducible) };
        rows.set(key, { part, model, ...counted });
      }
    }
    if (rows.size === 0) return;
    const all = [...rows.values()];
    await prepared(
      this.manager,
      `INSERT INTO registry_rank AS known (part, model, versions, reproducible)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[])
       ON CONFLICT (part, model) DO UPDATE SET versions = known.versions + excluded.versions,
         reproducible = known.reproducible + excluded.reproducible`,
      [
        all.map(({ part }) => part),
        all.map(({ model }) => model),
        all.map((row) => row.versions),
        all.map((row) => row.reproducible),
      ],
    );
  }

  /** Of versions that are in production now, and of those whose run has ended now, which another ledger tells. */
  private async leadTimes(versionIds: readonly string[], runIds: readonly string[]): Promise<Duration[]> {
    if (versionIds.length === 0 && runIds.length === 0) return [];
    return prepared(
      this.manager,
      `SELECT p.model_version_id AS id, p.model, p.at,
              greatest(0, extract(epoch FROM p.at - coalesce(r.at, v.at)))::float8 AS seconds
       FROM registry_first_production p JOIN registry_version v ON v.id = p.model_version_id
       LEFT JOIN registry_run_end r ON r.run_id = v.run_id
       WHERE p.model_version_id = ANY ($1::uuid[] || ARRAY(SELECT id FROM registry_version WHERE run_id = ANY ($2::uuid[])))`,
      [versionIds, runIds],
    );
  }

  private async measure(measure: string, durations: readonly Duration[]): Promise<void> {
    const all = durations.flatMap((duration) => partsOf(duration.model).map((part) => ({ part, ...duration })));
    if (all.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO registry_duration (part, measure, at, id, seconds)
       SELECT part, $1, at, id, seconds FROM unnest($2::text[], $3::timestamptz[], $4::uuid[], $5::float8[]) AS new (part, at, id, seconds)
       ON CONFLICT (part, measure, at, id) DO UPDATE SET seconds = excluded.seconds`,
      [
        measure,
        all.map(({ part }) => part),
        all.map(({ at }) => at),
        all.map(({ id }) => id),
        all.map(({ seconds }) => seconds),
      ],
    );
  }
}
