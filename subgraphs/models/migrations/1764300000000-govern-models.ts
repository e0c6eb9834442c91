import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealTable } from '#platform/database/schema/seal-table.js';

const TABLES = ['annotation', 'evaluation', 'policy', 'approval', 'waiver', 'promotion'] as const;

/** What people do with versions: builds, annotations, evaluations, policies, approvals, waivers, promotions. */
export class GovernModels1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE model_version ADD COLUMN build jsonb');
    await createAnnotation(runner);
    await createEvaluation(runner);
    await createPolicy(runner);
    await createPromotion(runner);
    for (const table of TABLES) await sealTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE ${table}`);
    await runner.query('ALTER TABLE model_version DROP COLUMN build');
  }
}

async function createAnnotation(runner: QueryRunner): Promise<void> {
  // One row a change; a null value takes the tag or description away.
  await runner.query(`
    CREATE TABLE annotation (
      id uuid PRIMARY KEY,
      subject_id uuid NOT NULL,
      facet text NOT NULL,
      key text NOT NULL,
      sequence integer NOT NULL,
      value jsonb,
      at timestamptz NOT NULL,
      by text NOT NULL,
      UNIQUE (subject_id, facet, key, sequence)
    )`);
  await runner.query('CREATE INDEX annotation_page ON annotation (subject_id, id)');
}

async function createEvaluation(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE evaluation (
      id uuid PRIMARY KEY,
      model_version_id uuid NOT NULL REFERENCES model_version,
      dataset_pin jsonb,
      slice text,
      metrics jsonb NOT NULL,
      evaluated_at timestamptz NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL,
      note text
    )`);
  await runner.query('CREATE INDEX evaluation_page ON evaluation (model_version_id, id)');
}

async function createPolicy(runner: QueryRunner): Promise<void> {
  // Null rules take the policy away.
  await runner.query(`
    CREATE TABLE policy (
      id uuid PRIMARY KEY,
      scope text NOT NULL,
      alias text NOT NULL,
      sequence integer NOT NULL,
      rules jsonb,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text,
      UNIQUE (scope, alias, sequence)
    )`);
  await runner.query(`
    CREATE TABLE approval (
      id uuid PRIMARY KEY,
      model_version_id uuid NOT NULL REFERENCES model_version,
      sequence integer NOT NULL,
      given boolean NOT NULL,
      comment text,
      at timestamptz NOT NULL,
      by text NOT NULL,
      UNIQUE (model_version_id, by, sequence)
    )`);
  await runner.query(`
    CREATE TABLE waiver (
      id uuid PRIMARY KEY,
      model_version_id uuid NOT NULL REFERENCES model_version,
      alias text NOT NULL,
      rule text NOT NULL,
      reason text NOT NULL,
      expires_at timestamptz NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL
    )`);
  await runner.query('CREATE INDEX waiver_version ON waiver (model_version_id, alias)');
}

async function createPromotion(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE promotion (
      id uuid PRIMARY KEY,
      model_id uuid NOT NULL REFERENCES model,
      model_version_id uuid NOT NULL REFERENCES model_version,
      alias text NOT NULL,
      replaced_version_id uuid REFERENCES model_version,
      policy_id uuid REFERENCES policy,
      verdict text NOT NULL,
      results jsonb NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL,
      reason text
    )`);
  await runner.query('CREATE INDEX promotion_page ON promotion (model_id, id)');
}
