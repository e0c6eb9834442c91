import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { compileQuery } from '#platform/execution/compile-query.js';
import { buildSubgraph } from '#platform/federation/build-subgraph.js';
import { composeSupergraph } from '#platform/federation/compose-supergraph.js';
import { ORCHARD } from './orchard-subgraph.js';

const { schema, sdl } = buildSubgraph(ORCHARD);

const ask = (query: string, variables = {}) =>
  compileQuery(schema, parse(query))(undefined, { gardener: 'Ida' }, variables);

const askEntities = (...representations: object[]) =>
  ask('query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Tree { id } } }', {
    r: representations,
  });

const tree = (id: string) => ({ __typename: 'Tree', id });

it('entities stand where their representations stood, and null where there is none', async () => {
  expect(await askEntities(tree('elm'), tree('felled'), tree('oak'), tree('stolen'), tree('never planted'))).toEqual({
    data: { _entities: [tree('elm'), null, tree('oak'), null, null] },
  });
});

it('of no representations there are no entities', async () => {
  expect(await askEntities()).toEqual({ data: { _entities: [] } });
});

it('an entity that cannot be told is an error at its place, and the others are told', async () => {
  const { data, errors } = await askEntities(tree('sick'), tree('elm'), tree('rotten'));

  expect(data).toEqual({ _entities: [null, tree('elm'), null] });
  expect(errors?.map(({ message, path }) => [message, path?.join('.')]).sort()).toEqual([
    ['this tree is rotten', '_entities.2'],
    ['this tree is sick', '_entities.0'],
  ]);
});

it('a representation of a type that the subgraph does not have is bad input', async () => {
  const { data, errors } = await askEntities({ __typename: 'Hedge' }, { __typename: 'ID' }, {}, tree('oak'));

  expect(data).toEqual({ _entities: [null, null, null, tree('oak')] });
  expect(errors?.map(({ originalError }) => originalError)).toEqual([
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining('"Hedge"') }),
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining('"ID"') }),
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining('undefined') }),
  ]);
});

it('a method of a resolver gets what it asks for, in whatever order', async () => {
  expect((await ask('{ oldest { id name wateredBy seenBy after(years: 3) label } }')).data).toEqual({
    oldest: {
      id: 'oak',
      name: 'Hello from oak',
      wateredBy: 'oak, by Ida',
      seenBy: 'Ida, at oak',
      after: 'oak in 3',
      label: 'oak of Ida',
    },
  });
});

it('arguments stand in the SDL in the order in which the source writes them', async () => {
  expect((await sdl()).replace(/\s+/g, ' ')).toContain('yield(season: String!, baskets: Float!, apples: Float!)');
});

it('it tells its SDL, of which a supergraph can be composed', async () => {
  expect((await ask('{ _service { sdl } }')).data).toEqual({ _service: { sdl: await sdl() } });
  expect(composeSupergraph([{ name: 'orchard', sdl: await sdl(), url: 'http://orchard' }]).apiSdl).toContain(
    'type Tree',
  );
});
