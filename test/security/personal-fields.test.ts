import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsTagged, MOMENTARY, PERSONAL } from '#gateway/response-cache/cache-scope.js';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS, type Rights, rightsFrom } from '#platform/auth/rights.js';
import { documentOf, rootFields, waysToAll } from './reading-matrix.js';
import { openRightsWorld, type RightsWorld } from './rights-world.js';
import type { Things } from './seed-things.js';

/** What answers are cached under beside the data: all else of a caller makes an answer that caller's own. */
const SHARED = 'rights';

let world: RightsWorld;
const seeded: Things[] = [];
/** The field that is being resolved, as `Type.field`, behind those that ask another subgraph for it. */
const resolving = new AsyncLocalStorage<readonly string[]>();
/** The fields that were resolved, and those that read something of the caller beyond its rights. */
const resolved = new Set<string>();
const readers = new Map<string, Set<string>>();
/** A field that reads who asks, without a tag that says so. */
let planted: string | null = null;

beforeAll(async () => {
  world = await openRightsWorld();
  for (const namespace of ['open', 'secret']) seeded.push(await world.seed(namespace));
  seeded.push(await world.mix(seeded[0]!, seeded[1]!));
  await world.settle();
  for (const { schema } of world.graph.subgraphs.values())
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields())) {
        const { resolve } = field;
        if (resolve === undefined) continue;
        const place = `${type.name}.${field.name}`;
        field.resolve = (source, args, context, info) =>
          resolving.run([...(resolving.getStore() ?? []), place], () => {
            resolved.add(place);
            if (place === planted) void context.caller.actor;
            return resolve(source, args, context, info);
          });
      }
    }
});
afterAll(() => world[Symbol.asyncDispose]());

/** A caller that notes which field reads what of it. */
function watchedCaller(rights: Rights): Caller {
  const caller: Caller = { actor: 'ada', kind: 'USER', rights };
  return new Proxy(caller, {
    get(target, key) {
      for (const place of key === SHARED ? [] : (resolving.getStore() ?? []))
        readers.set(place, (readers.get(place) ?? new Set<string>()).add(String(key)));
      return Reflect.get(target, key);
    },
  });
}

const CALLERS: readonly Rights[] = [
  ALL_RIGHTS,
  rightsFrom({ roles: [{ role: 'MAINTAINER', namespace: 'open' }], closed: ['secret'] }),
  rightsFrom({ roles: [{ role: 'CONTRIBUTOR', namespace: '' }], closed: [] }),
];

/** Asks fields of Query of every subgraph for all that there is; what is refused is cached for nobody. */
async function askEach(isAsked: (field: string) => boolean): Promise<void> {
  for (const [subgraph, { schema }] of world.graph.subgraphs)
    for (const field of rootFields(schema.getQueryType()).filter(({ name }) => isAsked(name)))
      for (const args of waysToAll(field, seeded))
        for (const rights of CALLERS) {
          const before = new Map([...readers].map(([place, read]) => [place, new Set(read)]));
          const document = documentOf(schema, field, args);
          const { errors } = await world.ask(subgraph, document, { ...args }, watchedCaller(rights));
          if (errors.length === 0) continue;
          readers.clear();
          for (const [place, read] of before) readers.set(place, read);
        }
}

const supergraph = parse(readFileSync('schema/supergraph.graphql', 'utf8'));
const tagged = new Set([PERSONAL, MOMENTARY].flatMap((tag) => [...fieldsTagged(tag, supergraph)]));
const untagged = () => [...readers].filter(([place]) => !tagged.has(place)).map(([place, read]) => [place, [...read]]);

test('every field whose answer rests on who asks, beyond the rights, is tagged so that nobody else is given it', async () => {
  await askEach(() => true);
  console.info(`${resolved.size} fields resolved, ${readers.size} of them read who asks`);
  expect(untagged()).toEqual([]);
  expect(readers.size).toBeGreaterThanOrEqual(5);
});

test('every field of a type that a query reaches was resolved, so that none of them reads who asks unseen', () => {
  const missed = new Set<string>();
  for (const { schema } of world.graph.subgraphs.values()) {
    const reached = new Set<string>();
    const visit = (name: string): void => {
      const type = schema.getType(name);
      if (reached.has(name) || type === undefined) return;
      reached.add(name);
      for (const possible of 'getTypes' in type || (!isObjectType(type) && 'getFields' in type)
        ? schema.getPossibleTypes(type as never)
        : [])
        visit(possible.name);
      if (!isObjectType(type)) return;
      const fields = name === 'Query' ? rootFields(type) : Object.values(type.getFields());
      for (const field of fields) {
        const { resolve } = field;
        if (resolve !== undefined && !resolved.has(`${name}.${field.name}`)) missed.add(`${name}.${field.name}`);
        visit(String(field.type).replace(/[[\]!]/g, ''));
      }
    };
    visit('Query');
  }
  expect([...missed].sort()).toEqual([]);
});

test('a field that reads who asks and has no tag is found', async () => {
  planted = 'Query.models';
  readers.clear();
  await askEach((name) => name === 'models');
  expect(untagged()).toEqual([['Query.models', ['actor']]]);
});
