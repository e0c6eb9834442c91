import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Those that are filled from events which were read already. */
const PROJECTED =
  'projection, unknown_event, ledger_entry, lineage_node, lineage_edge, node_history, registry_version, registry_alias_move, registry_rollback, registry_promotion, registry_first_production, registry_status, registry_owners, registry_run_end, registry_deployment, registry_day, registry_rank, registry_duration, search_note, search_package, search_experiment_name, search_document, search_metric, search_parameter, search_tag, search_alias';

/**
 * Models, datasets and experiments are found by themselves, and what somebody owns by its owners. The catalog is emptied,
 * and follows every ledger again from its beginning.
 */
export class FindWhatHasVersions1796047200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search_owner (
        document_id uuid NOT NULL,
        owner text NOT NULL,
        PRIMARY KEY (document_id, owner)
      )`);
    await runner.query('CREATE INDEX search_owner_owner ON search_owner (owner text_pattern_ops, document_id)');
    await runner.query(`TRUNCATE ${PROJECTED}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE search_owner');
  }
}
