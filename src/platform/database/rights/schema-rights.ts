import { privilegesOn, TABLE_PRIVILEGES, type TablePrivilege, type TableUses } from './table-use.js';

/** Sends a statement and gives its rows. */
export type Read = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>;

/** What the role of a connection may do in a schema. */
export interface SchemaRights {
  readonly role: string;
  readonly schema: string;
  readonly isSuperuser: boolean;
  /** Whether it may make schemas in the database. */
  readonly createsSchemas: boolean;
  /** Whether it may make temporary tables, which stand before those of a schema. */
  readonly createsTemporary: boolean;
  /** Whether it may name what is in the schema; false where there is no such schema. */
  readonly usesSchema: boolean;
  /** Whether it may make tables and functions in the schema. */
  readonly createsTables: boolean;
  readonly tables: readonly TableRights[];
}

/** What the role may do with a table. */
export interface TableRights {
  readonly name: string;
  /** Whether it owns the table, or may act as its owner. */
  readonly owns: boolean;
  readonly may: readonly TablePrivilege[];
}

/** Of catalogs that everybody may read. That a table has a right counts whatever it comes of: a role, PUBLIC, a column. */
const RIGHTS = `
  SELECT current_user AS role, $1 AS schema, r.rolsuper AS "isSuperuser",
    has_database_privilege(current_database(), 'CREATE') AS "createsSchemas",
    has_database_privilege(current_database(), 'TEMPORARY') AS "createsTemporary",
    coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS "usesSchema",
    coalesce(has_schema_privilege(n.oid, 'CREATE'), false) AS "createsTables",
    coalesce((
      SELECT json_agg(json_build_object('name', c.relname, 'owns', pg_has_role(c.relowner, 'MEMBER'), 'may', ARRAY(
        SELECT may FROM unnest($2::text[]) AS may
        WHERE has_table_privilege(c.oid, may)
          OR may = ANY ('{INSERT,UPDATE,REFERENCES}') AND has_any_column_privilege(c.oid, may))))
      FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p')), '[]') AS tables
  FROM pg_roles r LEFT JOIN pg_namespace n ON n.nspname = $1 WHERE r.rolname = current_user`;

/** Reads what the role that asks may do in a schema, in one statement. */
export async function readSchemaRights(read: Read, schema: string): Promise<SchemaRights> {
  const [rights] = await read(RIGHTS, [schema, TABLE_PRIVILEGES]);
  return rights as unknown as SchemaRights;
}

/** Whether the role lacks something of what serving takes: it was never granted, or a table is new. */
export function lacksRights({ usesSchema, tables: present }: SchemaRights, tables: TableUses): boolean {
  return !usesSchema || present.some(({ name, may }) => privilegesOn(name, tables).some((it) => !may.includes(it)));
}

/** What of its rights serving does not take, in words: `it owns models.model`. Empty where there is nothing. */
export function excessOf(rights: SchemaRights, tables: TableUses): string[] {
  const { schema, isSuperuser, createsSchemas, createsTables, createsTemporary } = rights;
  if (isSuperuser) return ['it is a superuser'];
  const owned = rights.tables.find(({ owns }) => owns);
  if (owned !== undefined) return [`it owns ${schema}.${owned.name}`];
  const excess = rights.tables.flatMap(({ name, may }) => {
    const wanted = privilegesOn(name, tables);
    const more = may.filter((it) => !wanted.includes(it));
    return more.length === 0 ? [] : [`it may ${more.join(', ')} on ${schema}.${name}`];
  });
  if (createsSchemas) excess.push('it may make schemas');
  if (createsTables) excess.push(`it may make tables in ${schema}`);
  if (createsTemporary) excess.push('it may make temporary tables');
  return excess;
}
