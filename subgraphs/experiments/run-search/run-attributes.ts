import { knownAttribute } from '../condition/known-attribute.js';
import type { RunTables } from './run-tables.js';

/** An attribute of runs as SQL. */
export interface RunAttribute {
  readonly sql: (tables: RunTables) => string;
  readonly type: 'text' | 'moment' | 'number';
  /** Whether each run has it. */
  readonly always: boolean;
}

const ATTRIBUTES: Readonly<Record<string, RunAttribute>> = {
  id: { sql: () => 'r.id::text', type: 'text', always: true },
  name: { sql: (tables) => tables.name(), type: 'text', always: true },
  externalId: { sql: () => 'r.external_id', type: 'text', always: false },
  status: { sql: (tables) => tables.status(), type: 'text', always: true },
  user: { sql: () => 'r.ran_by', type: 'text', always: false },
  createdBy: { sql: () => 'r.created_by', type: 'text', always: true },
  startedAt: { sql: () => 'r.started_at', type: 'moment', always: true },
  endedAt: { sql: (tables) => tables.endedAt(), type: 'moment', always: false },
  createdAt: { sql: () => 'r.created_at', type: 'moment', always: true },
  durationSeconds: { sql: (tables) => tables.duration(), type: 'number', always: false },
  experiment: { sql: () => `split_part(r.ref, '@', 1)`, type: 'text', always: true },
};

const DATASET_ATTRIBUTES: Readonly<Record<string, string>> = {
  name: `coalesce(pin ->> 'externalName', split_part(pin ->> 'ref', '@', 1))`,
  ref: `pin ->> 'ref'`,
  digest: `coalesce(pin ->> 'externalDigest', pin ->> 'digest')`,
  context: `coalesce(nullif(context, ''), lower(pin ->> 'role'))`,
  role: `pin ->> 'role'`,
};

/** @throws {PedigraphError} BAD_USER_INPUT for a name that no attribute of runs has. */
export function runAttribute(name: string, at: string): RunAttribute {
  return knownAttribute(ATTRIBUTES, name, at);
}

/**
 * SQL of an attribute of a dataset version that a run read, over the alias `pin` of what is pinned.
 * @throws {PedigraphError} BAD_USER_INPUT for a name that none of them has.
 */
export function datasetAttribute(name: string, at: string): string {
  return knownAttribute(DATASET_ATTRIBUTES, name, at);
}
