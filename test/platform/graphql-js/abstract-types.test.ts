import { describe } from 'vitest';
import { itsCases, rejects, schemaOf, throws } from './execution-cases.js';

describe('an abstract type', () => {
  const sdl =
    'interface Pet { name: String } type Dog implements Pet { name: String, barks: Boolean } type Cat implements Pet { name: String, meows: Boolean } union Any = Dog | Cat type Other { name: String } type Query { pet: Pet, pets: [Pet], any: Any, must: [Pet!] }';
  const query =
    '{ pet { __typename name ... on Dog { barks } ...cat } pets { name } any { __typename ... on Pet { name } ... on Cat { meows } } must { name } } fragment cat on Cat { meows }';
  const dog = { name: 'Odie', barks: true, kind: 'Dog' };
  const cat = { name: 'Garfield', meows: false, kind: 'Cat' };
  const rootValue = { pet: dog, pets: [cat, dog], any: cat, must: [dog, cat] };
  const is = (kind: string) => (value: { kind: string }) => value.kind === kind;
  const ways: Readonly<Record<string, Readonly<Record<string, object>>>> = {
    'by isTypeOf': { Dog: { isTypeOf: is('Dog') }, Cat: { isTypeOf: is('Cat') } },
    'by isTypeOf that answers later': {
      Dog: { isTypeOf: async (value: typeof dog) => is('Dog')(value) },
      Cat: { isTypeOf: async (value: typeof dog) => is('Cat')(value) },
    },
    'by isTypeOf, one later and one at once': { Dog: { isTypeOf: async () => false }, Cat: { isTypeOf: () => true } },
    'by isTypeOf that throws': { Dog: { isTypeOf: throws('no type') }, Cat: { isTypeOf: is('Cat') } },
    'by isTypeOf that rejects': {
      Dog: { isTypeOf: rejects('no type') },
      Cat: { isTypeOf: async (value: typeof dog) => is('Cat')(value) },
    },
    'by isTypeOf that knows none': { Dog: { isTypeOf: () => false }, Cat: { isTypeOf: () => false } },
    'by nothing': {},
    ...Object.fromEntries(
      Object.entries({
        'by resolveType': (value: typeof dog) => value.kind,
        'by resolveType that answers later': async (value: typeof dog) => value.kind,
        'by resolveType that throws': throws('no type'),
        'by resolveType that rejects': rejects('no type'),
        'by resolveType that names no type': () => 'Nothing',
        'by resolveType that names what cannot stand there': () => 'Other',
        'by resolveType that names a scalar': () => 'String',
        'by resolveType that names the interface': () => 'Pet',
        'by resolveType that answers nothing': () => undefined,
        'by resolveType that answers a number': () => 7,
      }).map(([name, resolveType]) => [name, { Pet: { resolveType }, Any: { resolveType } }]),
    ),
    'by resolveType, and isTypeOf says no': {
      Pet: { resolveType: () => 'Dog' },
      Any: { resolveType: () => 'Cat' },
      Dog: { isTypeOf: () => false },
    },
  };
  itsCases(
    Object.entries(ways).map(([name, parts]) => ({ name, schema: () => schemaOf(sdl, parts), query, rootValue })),
  );
  itsCases([
    {
      name: 'by __typename on the value',
      schema: () => schemaOf(sdl),
      query,
      rootValue: {
        pet: { __typename: 'Dog', name: 'Odie' },
        pets: [{ __typename: 'Cat', name: 'G' }, { __typename: 'Nothing' }],
        any: { __typename: 'Cat', meows: async () => true },
        must: [{ __typename: 'Dog', name: 'O' }, null],
      },
    },
  ]);
});
