import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What `node_history` holds of the events that the catalog has read: what the projector would have added as it read them. */
export const NODE_HISTORY_OF_EVENTS = `
  INSERT INTO node_history (slot, node_id, facet, value, valid_from, valid_to)
  SELECT slot, node_id, facet, value, at, valid_to FROM (
    SELECT *, lead(at) OVER (PARTITION BY slot ORDER BY position) AS valid_to FROM (
      SELECT facet || ' ' || node_id AS slot, node_id::uuid, facet, value, at, position
      FROM ledger_entry CROSS JOIN LATERAL (
        SELECT 'name' AS facet, payload ->> 'id' AS node_id, payload ->> 'name' AS value
        WHERE type IN ('RunStarted', 'RunRenamed', 'LoggedModelCreated')
        UNION ALL
        SELECT 'status', payload ->> 'id', payload ->> 'status' WHERE type IN ('RunFinished', 'LoggedModelFinished')
        UNION ALL
        SELECT 'status', payload ->> 'modelVersionId', payload ->> 'status' WHERE type = 'StatusChanged') AS said
      UNION ALL
      SELECT 'alias ' || (payload ->> 'model') || ' ' || (payload ->> 'alias'), (payload ->> 'modelVersionId')::uuid,
             'alias', payload ->> 'alias', at, position
      FROM ledger_entry WHERE type IN ('AliasSet', 'AliasRemoved')) AS change) AS period
  WHERE node_id IS NOT NULL`;

/** What nodes of the lineage are called, how they stand and which aliases point to them, now and at any moment before. */
export class KeepNodeHistory1796045500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE node_history (
        slot text COLLATE "C" NOT NULL,
        node_id uuid NOT NULL,
        facet text NOT NULL,
        value text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz
      ) WITH (fillfactor = 85)`);
    await runner.query(NODE_HISTORY_OF_EVENTS);
    await runner.query('CREATE UNIQUE INDEX node_history_slot ON node_history (slot) WHERE valid_to IS NULL');
    await runner.query('CREATE INDEX node_history_node ON node_history (node_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE node_history');
  }
}
