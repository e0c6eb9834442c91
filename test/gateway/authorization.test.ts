import { type ExecutionResult, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Policies } from '#gateway/authorization/caller-claims.js';
import { ANONYMOUS, type Caller } from '#platform/auth/caller.js';
import { rightsFrom } from '#platform/auth/rights.js';
import { createGuarded } from './guarded-subgraphs.js';
import { EXECUTORS, openExecutor } from './open-executor.js';

const NO_RIGHTS = rightsFrom({ roles: [], closed: [] });
const NOBODY: Caller = { ...ANONYMOUS, rights: NO_RIGHTS };
const as = (...scopes: string[]): Caller => ({ actor: 'ann', kind: 'USER', rights: NO_RIGHTS, scopes });
const POLICIES: Policies = { auditor: [['audit:read']], owner: [['own']] };
const CODE = 'UNAUTHORIZED_FIELD_OR_TYPE';

describe.each(EXECUTORS)('%s: what a subgraph lets only some callers read', (executor) => {
  /** The graph, what it answers to a caller, and what its subgraphs were asked for that. */
  async function open() {
    const { supergraphSdl, asked, transportOf, streamOf } = createGuarded();
    const graph = await openExecutor(executor, { supergraphSdl, transportOf, streamOf, policies: POLICIES });
    const requestOf = (query: string, caller: Caller, variables: Record<string, unknown>) => {
      const document = parse(query);
      expect(validate(graph.schema, document)).toEqual([]);
      return { document, variables, operationName: undefined, context: { caller, requestId: 'r' } };
    };
    return {
      graph,
      asked,
      ask: async (query: string, caller: Caller, variables = {}) => {
        asked.length = 0;
        return shown(await graph.execute(requestOf(query, caller, variables)));
      },
      follow: async (query: string, caller: Caller) => graph.subscribe(requestOf(query, caller, {})),
    };
  }

  test('is null with an error at its path, the rest is answered, and no subgraph is asked for it', async () => {
    const { ask, asked } = await open();
    expect(await ask('{ me open person(id: "p1") { name salary boss { code: name pay: salary } } }', NOBODY)).toEqual({
      data: { me: null, open: 'open', person: { name: 'Ann', salary: null, boss: { code: 'Ben', pay: null } } },
      denied: ['me', 'person.salary', 'person.boss.pay'],
    });
    expect(asked.join()).not.toMatch(/\bme\b|salary/);
    expect(await ask('{ me open person(id: "p1") { salary } }', as('pay:read'))).toEqual({
      data: { me: 'ann', open: 'open', person: { salary: 100 } },
      denied: [],
    });
  });

  test('is asked for of no subgraph where nothing else is asked', async () => {
    const { ask, asked } = await open();
    for (const [query, data, denied] of [
      ['{ me }', { me: null }, ['me']],
      ['{ a: me b: salaries }', { a: null, b: null }, ['a', 'b.@']],
      ['{ person(id: "p1") { salary } }', { person: null }, ['person.salary']],
      ['{ people { salary } }', null, ['people.@.salary']],
      ['mutation { promote(id: "p1") { name } }', { promote: null }, ['promote']],
      ['mutation { touch(id: "p1") { salary } }', { touch: null }, ['touch.salary']],
      ['query ($is: Boolean = true) { me @include(if: $is) }', { me: null }, ['me']],
    ] as const) {
      expect([query, await ask(query, NOBODY)]).toEqual([query, { data, denied }]);
      expect(asked).toEqual([]);
    }
  });

  test('goes up to where null may stand, with its own error alone', async () => {
    const { ask } = await open();
    expect(await ask('{ person(id: "p1") { name code } }', NOBODY)).toEqual({
      data: { person: null },
      denied: ['person.code'],
    });
    expect(await ask('{ open required }', NOBODY)).toEqual({ data: null, denied: ['required'] });
    expect(await ask('{ open people { name code } }', NOBODY)).toEqual({ data: null, denied: ['people.@.code'] });
  });

  test('is shown to whom has one of the lists of scopes, whole', async () => {
    const { ask } = await open();
    for (const [caller, isShown] of [
      [as(), false],
      [as('pay:read'), false],
      [as('staff'), false],
      [as('pay:read', 'staff'), true],
      [as('admin'), true],
      [as('administrator', 'ADMIN', 'admin '), false],
      [NOBODY, false],
    ] as const) {
      const { data } = await ask('{ salaries }', caller);
      expect([caller.scopes, data]).toEqual([caller.scopes, { salaries: isShown ? [1, 2] : null }]);
    }
  });

  test('on a field that two subgraphs share needs what both want', async () => {
    const { ask } = await open();
    const shared = async (caller: Caller) => (await ask('{ person(id: "p1") { name shared } }', caller)).data;
    for (const caller of [as('one'), as('two')])
      expect(await shared(caller)).toEqual({ person: { name: 'Ann', shared: null } });
    expect(await shared(as('one', 'two'))).toEqual({ person: { name: 'Ann', shared: 's' } });
  });

  test('by a policy is shown where the configuration names it and its scopes are there, else to nobody', async () => {
    const { ask } = await open();
    const audit = async (caller: Caller) => (await ask('{ audit }', caller)).data;
    expect(await audit(as('audit:read'))).toEqual({ audit: 'all well' });
    // `four-eyes` is not named: nobody meets it, by no scope of that name either.
    for (const caller of [NOBODY, as('own'), as('auditor'), as('own', 'four-eyes', 'owner')])
      expect(await audit(caller)).toEqual({ audit: null });
  });

  test('by a role is shown to whom has it or one above it there, and no credential brings it as a scope', async () => {
    const { ask } = await open();
    const byRole = async (caller: Caller) => (await ask('{ byRole }', caller)).data;
    const having = (role: 'CONTRIBUTOR' | 'MAINTAINER' | 'ADMIN', namespace: string): Caller => ({
      ...as(),
      rights: rightsFrom({ roles: [{ role, namespace }], closed: [] }),
    });
    for (const caller of [having('MAINTAINER', 'vision'), having('ADMIN', ''), having('ADMIN', 'vision')])
      expect(await byRole(caller)).toEqual({ byRole: 'yes' });
    for (const caller of [
      having('CONTRIBUTOR', 'vision'),
      having('ADMIN', 'visions'),
      having('ADMIN', 'vision/sub'),
      as('role:MAINTAINER@vision', 'role:ADMIN'),
    ])
      expect(await byRole(caller)).toEqual({ byRole: null });
  });

  test('by the type of a scalar or an enum is kept back wherever it is a value', async () => {
    const { ask, asked } = await open();
    expect(await ask('{ open badge color }', NOBODY)).toEqual({
      data: { open: 'open', badge: null, color: null },
      denied: ['badge', 'color'],
    });
    expect(asked.join()).not.toMatch(/badge|color/);
    expect((await ask('{ badge color }', as('paint'))).data).toEqual({ badge: 'gold', color: 'RED' });
  });

  test('on an object is kept back behind an interface and a union, by fields, fragments and aliases', async () => {
    const { ask, asked } = await open();
    for (const query of [
      '{ open parties { id } }',
      '{ open parties { ... on Party { label } } }',
      '{ open parties { ... on Company { label } ... on Person { name } } }',
      '{ open parties { __typename ... on Person { name } } }',
      '{ open p: parties { ...F } } fragment F on Party { id }',
    ]) {
      const { denied } = await ask(query, as());
      expect([query, denied.length > 0]).toEqual([query, true]);
      expect(asked.join()).not.toMatch(/parties|Company/);
    }
    expect((await ask('{ parties { id label } }', as('companies'))).data).toEqual({
      parties: [
        { id: 'p1', label: 'P' },
        { id: 'c1', label: 'C' },
      ],
    });
    const any = '{ any { ... on Person { name } ...C } } fragment C on Company { id owner { name } }';
    expect(await ask(any, as())).toEqual({ data: null, denied: ['any.@.... on Company'] });
    expect(asked.join()).not.toContain('Company');
    const kept = '{ any { ... on Person { name } ... on Company { label } } }';
    expect(await ask(kept, as())).toEqual({
      data: { any: [{ name: 'Ann' }, { label: null }, {}] },
      denied: ['any.@.... on Company'],
    });
  });

  test('is kept back where a plan reads it for itself: as a key, and for @requires', async () => {
    const { ask, asked } = await open();
    expect(await ask('{ any { ... on Team { id2: id id title motto } } }', NOBODY)).toMatchObject({
      denied: ['any.@.id2', 'any.@.id'],
    });
    expect((await ask('{ any { ... on Team { motto } } }', NOBODY)).data).toEqual({ any: [{}, {}, { motto: 'on' }] });
    const grade = '{ person(id: "p1") { name grade } }';
    expect(await ask(grade, as())).toEqual({
      data: { person: { name: 'Ann', grade: null } },
      denied: ['person.grade'],
    });
    expect(asked.join()).not.toMatch(/salary|grade/);
    expect((await ask(grade, as('pay:read'))).data).toEqual({ person: { name: 'Ann', grade: 'grade of 100' } });
  });

  test('of one name asked for twice is answered where one way to it is open', async () => {
    const { ask } = await open();
    expect(await ask('{ person(id: "p1") { boss { salary } } person(id: "p1") { boss { name } } }', NOBODY)).toEqual({
      data: { person: { boss: { salary: null, name: 'Ben' } } },
      denied: ['person.boss.salary'],
    });
  });

  test('behind another subgraph and in a list has one error, with @ for the items', async () => {
    const { ask } = await open();
    expect(await ask('{ people { reviews { text rating } } }', NOBODY)).toEqual({
      data: { people: [1, 2].map(() => ({ reviews: [{ text: 'good', rating: null }] })) },
      denied: ['people.@.reviews.@.rating'],
    });
  });

  test('is judged for each caller anew, though the operation is the same document', async () => {
    const { graph } = await open();
    const document = parse('{ me person(id: "p1") { salary } }');
    const request = { document, variables: {}, operationName: undefined };
    for (const [caller, data] of [
      [NOBODY, { me: null, person: null }],
      [as(), { me: 'ann', person: null }],
      [as('pay:read'), { me: 'ann', person: { salary: 100 } }],
      [NOBODY, { me: null, person: null }],
    ] as const)
      expect((await graph.execute({ ...request, context: { caller, requestId: 'r' } })).data).toEqual(data);
  });

  test('in a subscription: its events without it, or no subscription', async () => {
    const { follow, asked } = await open();
    expect(shown((await follow('subscription { fired { name } }', NOBODY)) as ExecutionResult)).toMatchObject({
      denied: ['fired'],
    });
    expect(asked).toEqual([]);
    const events = (await follow('subscription { hired { name salary } }', NOBODY)) as AsyncIterable<ExecutionResult>;
    const met = [];
    for await (const event of events) met.push(shown(event));
    expect(met).toEqual(
      ['Ann', 'Ben'].map((name) => ({ data: { hired: { name, salary: null } }, denied: ['hired.salary'] })),
    );
    expect(asked.join()).not.toContain('salary');
  });

  test('has no directive, scalar or type of its rules in the schema of clients', async () => {
    const { graph } = await open();
    expect(Object.keys(graph.schema.getTypeMap()).filter((name) => /Scope|Policy/.test(name))).toEqual([]);
    expect(graph.schema.getDirectives().map(({ name }) => name)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/authenticated|requiresScopes|policy/)]),
    );
  });
});

/** The answer, with the paths of what was kept back; any other error stays an error. */
function shown({ data, errors = [] }: ExecutionResult): { data: unknown; denied: string[] } {
  const isDenial = (error: (typeof errors)[number]) => error.extensions['code'] === CODE;
  expect(errors.filter((error) => !isDenial(error)).map((error) => error.toJSON())).toEqual([]);
  return JSON.parse(JSON.stringify({ data, denied: errors.map(({ path = [] }) => path.join('.')) }));
}
