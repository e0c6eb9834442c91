import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { filteringOf } from '#platform/auth/filters-itself.js';
import { judgementOf, ruleOf } from '#platform/auth/needs.js';
import { ALL_RIGHTS, rightsFrom } from '#platform/auth/rights.js';
import { buildSubgraph } from '#platform/federation/build-subgraph.js';
import { governedTypes } from '#platform/federation/governed-types.js';
import { refuseUngoverned } from '#platform/federation/refuse-ungoverned.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { documentOf, leaksIn, miscounted, rootFields, waysToAll } from './reading-matrix.js';
import { openRightsWorld, type RightsWorld } from './rights-world.js';
import type { Things } from './seed-things.js';

/** Fields that say how they leave out what is hidden, though what they give is governed by its type. */
const GOVERNED_BESIDES = new Set(['search']);

const DEFINITIONS = SUBGRAPHS.map(({ definition }) => definition);

test.each(DEFINITIONS.map((definition) => [definition.name, definition] as const))(
  '%s: without the rule of any one of its mutations and fields it is not built',
  (name, definition) => {
    const { schema } = buildSubgraph(definition);
    const governed = governedTypes(schema, definition as never);
    const { resolvers } = definition;
    const refuse = () => refuseUngoverned({ name, schema, governed, resolvers });
    const { mutations, queries, subscriptions } = getMetadataStorage();
    const own = new Set<unknown>(resolvers);
    let taken = 0;
    for (const { target, methodName, schemaName } of [...mutations, ...queries, ...subscriptions]) {
      if (!own.has(target)) continue;
      const { prototype } = target as { prototype: Record<string, object> };
      const ruled = prototype[methodName]!;
      if (ruleOf(ruled) === undefined && judgementOf(ruled) === undefined && filteringOf(ruled) === undefined) continue;
      if (GOVERNED_BESIDES.has(schemaName)) continue;
      try {
        prototype[methodName] = () => {};
        expect(refuse, schemaName).toThrow(` ${schemaName} `);
        taken += 1;
      } finally {
        prototype[methodName] = ruled;
      }
    }
    expect(refuse).not.toThrow();
    console.info(`${name}: ${taken} rules taken out, each refused`);
    expect(taken).toBeGreaterThan(0);
  },
);

const seer: Caller = { actor: 'ada', kind: 'USER', rights: ALL_RIGHTS };
const outsider: Caller = {
  actor: 'eve',
  kind: 'USER',
  rights: rightsFrom({ roles: [{ role: 'MAINTAINER', namespace: 'open' }], closed: ['secret'] }),
};

let world: RightsWorld;
let open: Things;
let secret: Things;
let mixed: Things;
/** The field that forgets the check, as `subgraph:Type.field`. */
let hole: string | null = null;
beforeAll(async () => {
  world = await openRightsWorld();
  open = await world.seed('open');
  secret = await world.seed('secret');
  mixed = await world.mix(open, secret);
  await world.settle();
  for (const [name, { schema }] of world.graph.subgraphs)
    for (const type of Object.values(schema.getTypeMap()))
      if (isObjectType(type) && !type.name.startsWith('__')) makePlantable(name, type);
});
afterAll(() => world[Symbol.asyncDispose]());

/** Has each resolver of a type run in the name of who sees everything while it is the hole. */
function makePlantable(subgraph: string, type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    const { resolve } = field;
    if (resolve === undefined) continue;
    const place = `${subgraph}:${type.name}.${field.name}`;
    field.resolve = (source, args, context, info) =>
      resolve(source, args, place === hole ? seeingEverything(subgraph) : context, info);
  }
}

const seeingEverything = (subgraph: string) =>
  world.graph.subgraphs.get(subgraph)!.createContext({ caller: seer, requestId: 'hole', variables: {} } as never);

/** A way to ask, in which somebody who sees everything is given what is hidden from others. */
interface Sighting {
  readonly document: string;
  readonly args: Record<string, unknown>;
}

/**
 * The places of a subgraph where, of what is open, the answer has something secret: each field with a resolver of its
 * own that gives it, and how it is asked.
 */
async function placesIn(subgraph: string): Promise<Map<string, Sighting[]>> {
  const { schema } = world.graph.subgraphs.get(subgraph)!;
  const places = new Map<string, Sighting[]>();
  for (const field of rootFields(schema.getQueryType())) {
    for (const args of waysToAll(field, [open, mixed])) {
      const sighting = { document: documentOf(schema, field, args), args: { ...args } };
      const { data } = await world.ask(subgraph, sighting.document, sighting.args, seer);
      for (const place of new Set(holdersIn({ __typename: 'Query', ...data }, '')))
        places.set(place, [...(places.get(place) ?? []), sighting]);
    }
  }
  return places;

  /** The fields that gave a value with something secret in it; below a secret object nothing is looked for. */
  function holdersIn(value: unknown, place: string): string[] {
    if (Array.isArray(value)) return value.flatMap((item) => holdersIn(item, place));
    if (typeof value !== 'object' || value === null) return isSecret(value) ? [place] : [];
    const { __typename: name } = value as { readonly __typename?: string };
    const type = name === undefined ? undefined : schema.getType(name);
    // A JSON value.
    if (!isObjectType(type)) return isSecret(value) ? [place] : [];
    const leaves = Object.values(value).filter((one) => typeof one !== 'object');
    if (place !== '' && leaves.some(isSecret)) return [ownPlace(type, value, place)];
    return Object.entries(value).flatMap(([key, inner]) => {
      const field = fieldOf(type, key);
      return holdersIn(inner, field?.resolve === undefined ? place : `${subgraph}:${type.name}.${field.name}`);
    });
  }

  /** Where the one field that holds it has a resolver of its own, it is that one. */
  function ownPlace(type: GraphQLObjectType, value: object, place: string): string {
    const held = Object.entries(value).filter(([, one]) => typeof one !== 'object' && isSecret(one));
    const fields = held.map(([key]) => fieldOf(type, key));
    const [field] = fields;
    const isOwn = fields.length === 1 && field?.resolve !== undefined;
    return isOwn ? `${subgraph}:${type.name}.${field.name}` : place;
  }
}

/** A field by the key it stands under: in a union that is its name behind that of its type. */
const fieldOf = (type: GraphQLObjectType, key: string) =>
  type.getFields()[key] ?? type.getFields()[key.replace(`${type.name}_`, '')];

const isSecret = (value: unknown) => leaksIn(value, secret, [open, mixed]).length > 0;

test.each(['models', 'datasets', 'environments', 'experiments', 'access', 'catalog'])(
  '%s: a field that forgets the check is found by the matrix, or what it gives is left out by the schema',
  async (subgraph) => {
    const { schema } = world.graph.subgraphs.get(subgraph)!;
    const definition = DEFINITIONS.find(({ name }) => name === subgraph)!;
    const governed = governedTypes(schema, definition as never);
    const outcomes = { found: [] as string[], leftOut: [] as string[], missed: [] as string[] };
    for (const [place, sightings] of await placesIn(subgraph)) {
      const [type, field] = place.slice(subgraph.length + 1).split('.') as [string, string];
      const given = getNamedType((schema.getType(type) as GraphQLObjectType).getFields()[field]!.type);
      hole = place;
      const leaks: string[] = [];
      try {
        for (const { document, args } of sightings.slice(0, 3)) {
          const { data, errors } = await world.ask(subgraph, document, args, outsider);
          leaks.push(...leaksIn([data, errors], secret, [open, mixed]), ...miscounted(data));
        }
      } finally {
        hole = null;
      }
      const isLeftOut = leaks.length === 0 && (governed.governs(given) || isObjectType(given));
      outcomes[leaks.length > 0 ? 'found' : isLeftOut ? 'leftOut' : 'missed'].push(place);
    }
    console.info(`${subgraph}: ${outcomes.found.length} holes found, ${outcomes.leftOut.length} left out below`);
    expect(outcomes.missed).toEqual([]);
    expect(outcomes.found).not.toEqual([]);
  },
);
