import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** Inserts complete rows in one statement. TypeORM's own parameter type cannot express JSON columns; this one place casts. */
export async function insertRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values(rows as never)
    .updateEntity(false)
    .execute();
}
