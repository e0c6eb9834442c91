import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where in which ledger a node's own event stands: so a page of a walk can tell of the moment of the first page. Null
 * for nodes that were there before; they are as old as any cursor.
 */
export class KeepWhereNodesWereRead1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lineage_node ADD COLUMN subgraph text, ADD COLUMN position bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lineage_node DROP COLUMN subgraph, DROP COLUMN position');
  }
}
