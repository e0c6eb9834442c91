import { expect } from 'vitest';

const PROTOTYPES = {
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'Function.prototype': Function.prototype,
};

/**
 * Remembers the own properties of the prototypes that a polluted answer would reach.
 * @returns an assertion that nothing was added, removed or replaced since; it names each difference.
 */
export function snapshotPrototypes(): () => void {
  const before = propertiesOf();
  return function assertUntouched() {
    const after = propertiesOf();
    const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => !isSame(before.get(name), after.get(name)),
    );
    expect(differing, 'properties of prototypes that were added, removed or replaced').toEqual([]);
  };
}

function propertiesOf(): Map<string, PropertyDescriptor> {
  return new Map(
    Object.entries(PROTOTYPES).flatMap(([name, prototype]) =>
      Reflect.ownKeys(prototype).map(
        (key) => [`${name}.${String(key)}`, Object.getOwnPropertyDescriptor(prototype, key) ?? {}] as const,
      ),
    ),
  );
}

function isSame(one: PropertyDescriptor | undefined, other: PropertyDescriptor | undefined): boolean {
  return one?.value === other?.value && one?.get === other?.get && (one === undefined) === (other === undefined);
}
