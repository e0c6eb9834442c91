/**
 * Freezes `Object.prototype` and `Function.prototype` for the rest of the process: the second wall behind the guard's
 * reserved names. Whatever writes a client's key onto them (`x['__proto__'].id = …`) gets a TypeError, one request
 * fails, and the next is unharmed. May be called before or after the dependencies load, and more than once.
 *
 * `Object.freeze` alone breaks our dependencies, by the so-called override mistake: where an inherited property is
 * read-only, `own.toString = …` is an error as well, although it touches the prototype in nothing. Frozen before they
 * load, @graphql-tools/utils, ipaddr.js and dayjs fail (and with them Apollo Server, Fastify and TypeORM); frozen
 * afterwards, a field called `constructor` is answered with an error. `Object.seal` breaks nothing but lets `toString`
 * be overwritten. So, as SES and Node's --frozen-intrinsics do, each property first becomes an accessor whose setter
 * defines the property on the object that was meant.
 */
export function freezePrototypes(): void {
  for (const prototype of [Object.prototype, Function.prototype]) {
    for (const key of Reflect.ownKeys(prototype)) letOverride(prototype, key);
    Object.freeze(prototype);
  }
}

function letOverride(prototype: object, key: string | symbol): void {
  const { value, writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
  if (writable !== true || configurable !== true) return;
  Object.defineProperty(prototype, key, {
    get: () => value,
    set(this: object, own: unknown) {
      // On the prototype itself this throws, as it is frozen.
      Object.defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
    },
    enumerable: enumerable === true,
    configurable: false,
  });
}
