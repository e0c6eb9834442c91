import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLocationTable } from '#values/locations/create-location-table.js';

/** Places that are added to sealed versions. */
export class AddLocations1796094900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLocationTable(runner, 'dataset_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE added_location');
  }
}
