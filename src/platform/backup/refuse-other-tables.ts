import { BackupError, type BackupManifest } from './backup-manifest.js';
import { type Ask, describeTables, type TableDescription } from './describe-schema.js';

/**
 * Refuses a manifest whose tables are not those that its migrations have just made, all of them and with the same
 * columns. What the manifest holds of them becomes SQL, and whoever wrote the file may be somebody else.
 * @throws {BackupError} naming the table.
 */
export async function refuseOtherTables(ask: Ask, { schemas, product }: BackupManifest, schema: string): Promise<void> {
  const listed = schemas.filter(({ name }) => name === schema).flatMap(({ tables }) => tables);
  const made = await describeTables(ask, schema);
  const other =
    listed.find((table, index) => !made.some((one) => isSame(one, table)) || listed.indexOf(table) !== index) ??
    made.find((table) => !listed.some((one) => isSame(one, table)));
  if (other === undefined && listed.length === made.length) return;
  throw new BackupError(
    `The file is damaged, or not of Pedigraph ${product}: its manifest does not have ${schema}.${other?.name ?? '…'} as the migrations that it names make it.`,
  );
}

function isSame(one: TableDescription, other: TableDescription): boolean {
  return (
    one.name === other.name &&
    one.order === other.order &&
    JSON.stringify(one.columns) === JSON.stringify(other.columns)
  );
}
