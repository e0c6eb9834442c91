import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The catalog's tables. All of them are projected from the ledgers, so none is sealed and each can be emptied. */
export class CreateCatalog1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE projection (
        subgraph text PRIMARY KEY,
        position bigint NOT NULL,
        hash text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE ledger_entry (
        id uuid PRIMARY KEY,
        subgraph text NOT NULL,
        position bigint NOT NULL,
        type text NOT NULL,
        subject text NOT NULL,
        actor text NOT NULL,
        at timestamptz NOT NULL,
        payload jsonb NOT NULL,
        hash text NOT NULL,
        previous_hash text,
        UNIQUE (subgraph, position)
      )`);
    await runner.query('CREATE INDEX ledger_entry_subject ON ledger_entry (subject, id)');
    await runner.query('CREATE INDEX ledger_entry_type ON ledger_entry (type, id)');
    await runner.query(`
      CREATE TABLE lineage_node (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        ref text NOT NULL,
        at timestamptz
      )`);
    await runner.query('CREATE INDEX lineage_node_ref ON lineage_node (ref)');
    // A walk reads an index alone, and stops early at a node with very many edges, where VACUUM has been by lately.
    await runner.query(`
      CREATE TABLE lineage_edge (
        upstream_id uuid NOT NULL,
        downstream_id uuid NOT NULL,
        relation text NOT NULL,
        PRIMARY KEY (upstream_id, downstream_id, relation)
      ) WITH (autovacuum_vacuum_insert_scale_factor = 0.02)`);
    await runner.query('CREATE INDEX lineage_edge_upstream ON lineage_edge (downstream_id, upstream_id, relation)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lineage_edge, lineage_node, ledger_entry, projection');
  }
}
