import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { readTexts } from '../database/read-texts.js';

/** SQL that yields one text, the tables in it named with their schema: `(SELECT … FROM models.ledger_event)`. */
export type VersionExpression = string;

/** Reads versions of the subgraphs of one database. */
export type VersionReader = DataLoader<VersionExpression, string>;

/** What is asked for at the same time is read in one statement, so it is all of one moment; nothing is kept. */
export function createVersionReader(manager: EntityManager): VersionReader {
  return new DataLoader(
    async (expressions) => {
      const [row] = await readTexts(manager, `SELECT ${expressions.join(',\n')}`, []);
      return row!.fields as string[];
    },
    { cache: false },
  );
}

/** The version of a subgraph whose every write goes to its ledger: the position of the last event, 0 before the first. */
export function ledgerVersion(schema: string): VersionExpression {
  return `(SELECT coalesce(max(position), 0)::text FROM ${schema}.ledger_event)`;
}
