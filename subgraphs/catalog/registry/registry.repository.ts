import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import type { RegistryFacts } from './registry-facts.js';

/** A table that keeps the last value of a key; its words stand in SQL, so they are constants of this file. */
interface LastValues {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** Of the column. */
  readonly type: string;
}

const STATUS: LastValues = { table: 'registry_status', key: 'model_version_id', column: 'status', type: 'text' };
const RUN_END: LastValues = { table: 'registry_run_end', key: 'run_id', column: 'at', type: 'timestamptz' };

/** Writes of the `registry_…` tables, one statement a table. */
export class RegistryRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Adds what a batch of events says. */
  async apply(facts: RegistryFacts): Promise<void> {
    await this.addVersions(facts);
    await this.put(STATUS, facts.statuses);
    await this.put(RUN_END, facts.runEnds);
    await this.putOwners(facts);
    await this.addAliasMoves(facts);
    await this.addDeployments(facts);
    await this.addRollbacks(facts);
    await this.addPromotions(facts);
  }

  private async addVersions({ versions }: RegistryFacts): Promise<void> {
    if (versions.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO registry_version (id, model, version_order, at, author, reproducible, run_id)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::boolean[], $7::uuid[])`,
      [
        versions.map((row) => row.id),
        versions.map((row) => row.model),
        versions.map((row) => row.versionOrder),
        versions.map((row) => row.at),
        versions.map((row) => row.author),
        versions.map((row) => row.reproducible),
        versions.map((row) => row.runId),
      ],
    );
  }

  /** The last value of each key. */
  private async put({ table, key, column, type }: LastValues, values: ReadonlyMap<string, unknown>): Promise<void> {
    if (values.size === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO ${table} (${key}, ${column}) SELECT * FROM unnest($1::uuid[], $2::${type}[])
       ON CONFLICT (${key}) DO UPDATE SET ${column} = excluded.${column}`,
      [[...values.keys()], [...values.values()]],
    );
  }

  private async putOwners({ owners }: RegistryFacts): Promise<void> {
    for (const [model, names] of owners) {
      await prepared(
        this.manager,
        `INSERT INTO registry_owners (model, owners) VALUES ($1, $2)
         ON CONFLICT (model) DO UPDATE SET owners = excluded.owners`,
        [model, names],
      );
    }
  }

  private async addAliasMoves({ aliasMoves }: RegistryFacts): Promise<void> {
    if (aliasMoves.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO registry_alias_move (id, model, alias, model_version_id, at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::timestamptz[])`,
      [
        aliasMoves.map((row) => row.id),
        aliasMoves.map((row) => row.model),
        aliasMoves.map((row) => row.alias),
        aliasMoves.map((row) => row.modelVersionId),
        aliasMoves.map((row) => row.at),
      ],
    );
  }

  private async addDeployments({ deployments, deploymentEnds }: RegistryFacts): Promise<void> {
    if (deployments.length > 0) {
      await prepared(
        this.manager,
        `INSERT INTO registry_deployment (id, target, model, model_version_id, started_at)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::timestamptz[])`,
        [
          deployments.map((row) => row.id),
          deployments.map((row) => row.target),
          deployments.map((row) => row.model),
          deployments.map((row) => row.modelVersionId),
          deployments.map((row) => row.startedAt),
        ],
      );
    }
    if (deploymentEnds.size === 0) return;
    await this.manager.query(
      `UPDATE registry_deployment SET ended_at = ended.at
       FROM unnest($1::uuid[], $2::timestamptz[]) AS ended (id, at) WHERE registry_deployment.id = ended.id`,
      [[...deploymentEnds.keys()], [...deploymentEnds.values()]],
    );
  }

  private async addRollbacks({ rollbacks }: RegistryFacts): Promise<void> {
    if (rollbacks.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO registry_rollback (id, model, at, seconds)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::float8[])`,
      [
        rollbacks.map((row) => row.id),
        rollbacks.map((row) => row.model),
        rollbacks.map((row) => row.at),
        rollbacks.map((row) => row.seconds),
      ],
    );
  }

  private async addPromotions({ promotions }: RegistryFacts): Promise<void> {
    if (promotions.length === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO registry_promotion (id, model, at, verdict)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])`,
      [
        promotions.map((row) => row.id),
        promotions.map((row) => row.model),
        promotions.map((row) => row.at),
        promotions.map((row) => row.verdict),
      ],
    );
  }
}
