import { parse } from 'graphql';
import { Mutation, Query, Resolver } from 'type-graphql';
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS, type Rights, rightsFrom } from '#platform/auth/rights.js';
import type { Role } from '#platform/auth/role.js';
import { compileQuery } from '#platform/execution/compile-query.js';
import { interpretQuery } from '#platform/execution/interpret-query.js';
import { buildSubgraph } from '#platform/federation/build-subgraph.js';
import { kept, VAULT } from './vault-subgraph.js';

const built = buildSubgraph(VAULT);
const outside = rightsFrom({ roles: [], closed: ['secret'] });
const callerWith = (rights: Rights, actor = 'ada'): Caller => ({ actor, kind: 'USER', rights });

async function ask(query: string, caller: Caller, variables = {}, execute = compileQuery) {
  const schema = built.schemaFor(caller.rights);
  const { data, errors = [] } = await execute(schema, parse(query))(undefined, { caller }, variables);
  const told = errors.map(({ message, path, originalError }) => ({
    path: path?.join('.'),
    code: (originalError as { code?: string } | undefined)?.code ?? message,
  }));
  return JSON.parse(JSON.stringify({ data, ...(told.length > 0 && { errors: told }) }));
}

beforeEach(() => {
  kept.length = 0;
});

test.each([compileQuery, interpretQuery])(
  'a field that forgets the check gives nothing that is hidden, wherever it stands (%o)',
  async (execute) => {
    const query =
      '{ one { id } many { id } places { id } things { nodes { id } edges { cursor node { id } } } any { id } }';
    const open = { id: 'open/a' };
    expect(await ask(query, callerWith(outside), {}, execute)).toEqual({
      data: {
        one: null,
        many: [open],
        places: [null, open],
        things: { nodes: [open], edges: [{ cursor: 'open/a', node: open }] },
        any: [open],
      },
    });
    const { data } = await ask(query, callerWith(ALL_RIGHTS), {}, execute);
    expect(data.one).toEqual({ id: 'secret/b' });
    expect(data.things.edges).toHaveLength(2);
  },
);

test('what cannot be null is refused as if it were not there', async () => {
  expect(await ask('{ must { id } }', callerWith(outside))).toEqual({
    data: null,
    errors: [{ path: 'must', code: 'NOT_FOUND' }],
  });
});

test('entities stand where their representations stood, and null where one is hidden', async () => {
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id } } }';
  const r = ['secret/b', 'open/a', 'secret/b'].map((id) => ({ __typename: 'Thing', id }));
  expect(await ask(query, callerWith(outside), { r })).toEqual({
    data: { _entities: [null, { id: 'open/a' }, null] },
  });
});

test('an object that tells no name is an error for whoever may not see all, and nothing for the others', async () => {
  const { data, errors } = await ask('{ nameless { id } }', callerWith(outside));
  expect(data).toEqual({ nameless: null });
  expect(errors).toEqual([{ path: 'nameless', code: expect.stringContaining('does not tell its name') }]);
  expect(await ask('{ nameless { id } }', callerWith(ALL_RIGHTS))).toEqual({ data: { nameless: { id: 'who knows' } } });
});

test('callers from whom nothing is hidden run on the schema itself, the others on one other', () => {
  expect(built.schemaFor(ALL_RIGHTS)).toBe(built.schema);
  expect(built.schemaFor(rightsFrom({ roles: [], closed: [] }))).toBe(built.schema);
  expect(built.schemaFor(outside)).toBe(built.schemaFor(rightsFrom({ roles: [], closed: ['other'] })));
});

const KEEP = 'mutation ($input: KeepInput!) { keep(input: $input) { id } }';

test.each<[Role, string, string | null, boolean]>([
  ['VIEWER', 'open', null, false],
  ['CONTRIBUTOR', 'open', null, true],
  ['CONTRIBUTOR', 'open', 'ada', true],
  ['CONTRIBUTOR', 'open', 'ben', false],
  ['MAINTAINER', 'open', 'ben', true],
  ['ADMIN', 'other', null, false],
  ['CONTRIBUTOR', '', null, true],
  ['CONTRIBUTOR', '', 'ben', false],
])('%s in “%s” keeps what %s made in “open”: %s', async (role, namespace, madeBy, may) => {
  const caller = callerWith(rightsFrom({ roles: [{ role, namespace }], closed: [] }));
  const answer = await ask(KEEP, caller, { input: { name: 'open/a', madeBy } });
  expect(answer.errors?.[0]?.code).toBe(may ? undefined : 'FORBIDDEN');
  expect(kept).toEqual(may ? ['open/a'] : []);
});

@Resolver()
class ForgetfulResolver {
  @Mutation(() => String)
  forgets(): string {
    return 'everything';
  }

  @Query(() => String)
  tells(): string {
    return 'everything';
  }
}

test('a mutation without a right, and a field without a rule, is no schema', () => {
  const forgetful = { ...VAULT, name: 'forgetful', resolvers: [ForgetfulResolver] as never };
  expect(() => buildSubgraph(forgetful)).toThrow(/mutation forgets .*@Needs; .*field tells .*@FiltersItself/);
});
