import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import { tableName } from './table-name.js';

/** An entity's table as hand-written SQL needs it. */
export interface EntityColumns {
  /** Its name with its schema, quoted. */
  readonly table: string;
  /** Every column of the alias `t`, named as its property: `t.model_id AS "modelId"`. */
  readonly list: string;
}

const known = new WeakMap<EntityMetadata, EntityColumns>();

/** The table and columns of an entity. */
export function entityColumns(manager: EntityManager, entity: EntityTarget<ObjectLiteral>): EntityColumns {
  const metadata = manager.dataSource.getMetadata(entity);
  let columns = known.get(metadata);
  if (columns === undefined) {
    const list = metadata.columns.map((column) => `t."${column.databaseName}" AS "${column.propertyName}"`).join(', ');
    columns = { table: tableName(metadata), list };
    known.set(metadata, columns);
  }
  return columns;
}

/** Rows read with `entityColumns` as instances of the entity. */
export function asEntities<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly object[],
): Row[] {
  const metadata = manager.dataSource.getMetadata(entity);
  const transformed = metadata.columns.filter((column) => column.transformer !== undefined);
  return rows.map((row) => {
    const instance = Object.assign(metadata.create() as Record<string, unknown>, row);
    for (const { propertyName, transformer } of transformed) {
      const stored = instance[propertyName];
      instance[propertyName] = (transformer as { from: (value: unknown) => unknown }).from(stored);
    }
    return instance as unknown as Row;
  });
}
