import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A model by its name among its versions, of which there may be very many: what is said of it is said of each of them. */
export class IndexModels1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX search_document_model ON search_document (name) WHERE kind = 'MODEL'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX search_document_model');
  }
}
