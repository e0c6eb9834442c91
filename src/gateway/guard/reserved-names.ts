const RESERVED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);
const META_FIELDS: ReadonlySet<string> = new Set(['__typename', '__schema', '__type']);

/**
 * Whether a name that the client is free to choose (alias, variable, operation, fragment) is refused: a property of
 * `Object.prototype`, `prototype`, or anything that begins with `__`.
 *
 * Executors collect answers in plain objects by response name, where `x['__proto__'] = …` writes to every object of
 * the process; and GraphQL keeps the prefix `__` for itself (spec §2.1.1, Reserved Names).
 */
export function isReservedName(name: string): boolean {
  return name.startsWith('__') || RESERVED.has(name);
}

/** Whether the name is one of GraphQL's own fields: the only ones that may begin with `__`. */
export function isMetaField(name: string): boolean {
  return META_FIELDS.has(name);
}

/**
 * Whether a key is refused wherever it stands, also deep inside JSON. Only `__proto__`: `{"constructor": "acme"}` is
 * legitimate metadata, and harmless, since it becomes an own property of the object it stands in.
 */
export function isPoisonousKey(key: string): boolean {
  return key === '__proto__';
}
