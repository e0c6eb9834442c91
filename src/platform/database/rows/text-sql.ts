/** SQL of the namespace of a name: all before its last `/`, empty where there is none. Indexes are over this very text. */
export function namespaceSql(name: string): string {
  return `regexp_replace(${name}, '/?[^/]*$', '')`;
}

/** SQL of a JSON value as a text, as people write it: a text as it is, all else as JSON. */
export function jsonTextSql(value: string): string {
  return `CASE jsonb_typeof(${value}) WHEN 'string' THEN ${value} #>> '{}' ELSE ${value}::text END`;
}
