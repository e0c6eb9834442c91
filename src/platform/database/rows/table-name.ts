import type { EntityMetadata } from 'typeorm';

/** An entity's table as SQL names it wherever it runs, with its schema, quoted: `"models"."model_version"`. */
export function tableName({ schema, tableName }: EntityMetadata): string {
  return `"${schema}"."${tableName}"`;
}
