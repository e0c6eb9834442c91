/** The key that no JSON object of a request may have; as an entry of a list it is one like any other. */
const REFUSED = '__proto__';

/**
 * Variables in which each object with that key, at any depth, is the list of its entries. Our API makes an object of such
 * a list where it takes a `JSONObject`, such as tags, and there at its top alone: deeper in one, and in a value of the
 * scalar `JSON`, the list is stored as the list that it is.
 */
export function withEntries<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  return (Array.isArray(value) ? ofList(value) : ofObject(value as Fields)) as Value;
}

type Fields = Readonly<Record<string, unknown>>;

/** The very object where nothing in it is another one. */
function ofObject(object: Fields): unknown {
  if (Object.hasOwn(object, REFUSED))
    return Object.entries(object).map(([key, value]) => ({ key, value: withEntries(value) }));
  let changed: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(object)) {
    const other = withEntries(value);
    if (other === value) continue;
    changed ??= { ...object };
    changed[key] = other;
  }
  return changed ?? object;
}

function ofList(list: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (const [index, item] of list.entries()) {
    const other = withEntries(item);
    if (other === item) continue;
    changed ??= [...list];
    changed[index] = other;
  }
  return changed ?? list;
}
