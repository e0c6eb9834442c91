import { beforeAll, describe, expect, it } from 'vitest';
import { freezePrototypes } from '#gateway/guard/freeze-prototypes.js';

// vitest runs every test file in a process of its own: no other test meets the frozen prototypes.
describe('frozen prototypes', () => {
  beforeAll(() => {
    freezePrototypes();
    freezePrototypes();
  });

  it.each<[string, () => object]>([
    ['Object.prototype', () => Object.prototype],
    ['Function.prototype', () => Function.prototype],
  ])('stop whatever would write onto %s', (_, prototypeOf) => {
    const prototype = prototypeOf();
    const original = prototype.toString;
    expect(Object.isFrozen(prototype)).toBe(true);
    expect(() => Object.assign(prototype, { id: 'polluted' })).toThrow(TypeError);
    expect(() => Object.assign(prototype, { toString: 'polluted' })).toThrow(TypeError);
    expect(() => Object.defineProperty(prototype, 'toString', { value: 'polluted' })).toThrow(TypeError);
    expect(() => Object.setPrototypeOf(prototype, { id: 'polluted' })).toThrow(TypeError);
    expect(Reflect.deleteProperty(prototype, 'toString')).toBe(false);
    expect(prototype.toString).toBe(original);
    expect(({} as Record<string, unknown>).id).toBeUndefined();
  });

  it('let an object or a class have a property of that name for itself', () => {
    const answer: Record<string, unknown> = {};
    for (const key of ['constructor', 'toString']) answer[key] = 'acme';
    expect(Object.getOwnPropertyDescriptor(answer, 'constructor')).toEqual({
      value: 'acme',
      writable: true,
      enumerable: true,
      configurable: true,
    });
    expect(JSON.stringify({ ...answer, ...JSON.parse('{"valueOf": 2}') })).toBe(
      '{"constructor":"acme","toString":"acme","valueOf":2}',
    );

    function Old() {}
    Old.prototype.toString = () => 'old';
    Old.toString = () => 'Old';
    expect([String(Reflect.construct(Old, [])), String(Old)]).toEqual(['old', 'Old']);
  });

  it.each([
    '@apollo/server',
    '@apollo/subgraph',
    '@graphql-hive/router-query-planner',
    '@graphql-tools/federation',
    '@theguild/federation-composition',
    'class-validator',
    'fastify',
    'graphql-scalars',
    'pg',
    'pino',
    'reflect-metadata',
    'type-graphql',
    'typeorm',
    'undici',
    'yaml',
    'zod',
  ])('let %s load, which a plain Object.freeze may not', async (dependency) => {
    await expect(import(dependency)).resolves.toBeDefined();
  });
});
