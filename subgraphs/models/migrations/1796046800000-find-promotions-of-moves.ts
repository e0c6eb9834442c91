import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The promotion by which an alias moved is found by the model, the alias and the moment. */
export class FindPromotionsOfMoves1796046800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX promotion_moved ON promotion (model_id, alias, at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX promotion_moved');
  }
}
