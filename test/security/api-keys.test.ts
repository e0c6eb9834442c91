import { parse } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import { createApiKey, isWellFormedApiKey } from '#platform/auth/api-key.js';
import { type Caller, SYSTEM } from '#platform/auth/caller.js';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { type Ask, createTestGraph } from '../support/test-graph.js';

afterEach(() => void vi.useRealTimers());

const ADMIN = 'the-token-of-somebody-who-may-do-all';
const SETTINGS = { PEDIGRAPH_TOKENS: `root=${ADMIN}` };

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id hint principal kind role namespace lastUsedAt revocation { actor } } }
}`;
const REVOKE =
  'mutation ($id: ID!) { revokeApiKey(input: { apiKey: $id, reason: "leaked" }) { apiKey { id revocation { actor reason } } } }';
const GRANT = `mutation ($principal: String!, $role: Role!, $namespace: String! = "") {
  grantRole(input: { principal: $principal, role: $role, namespace: $namespace }) { roleGrant { principal role namespace actor } }
}`;
const TAKE = `mutation ($principal: String!, $namespace: String! = "") {
  revokeRole(input: { principal: $principal, namespace: $namespace }) { roleGrant { role } }
}`;
const ME = '{ me { actor kind authenticated roles { role namespace } expiresAt } }';

type Created = { createApiKey: { secret: string; apiKey: { id: string; hint: string } } };

async function createKey(ask: Ask, input: Record<string, unknown>, token?: string) {
  const { data, errors } = await ask<Created>(
    CREATE,
    { input: { name: 'a test', ...input } },
    token === undefined ? {} : { token },
  );
  expect(errors).toBeUndefined();
  const { secret, apiKey } = data.createApiKey;
  return { secret, ...apiKey };
}

const codeOf = async (asked: ReturnType<Ask>) => (await asked).errors?.[0]?.extensions.code;

test('a key says who asks; it is shown once, and what is stored of it opens nothing', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const { secret, id, hint } = await createKey(graph.ask, { principal: 'ann', kind: 'USER' }, ADMIN);
  expect(isWellFormedApiKey(secret)).toBe(true);
  expect(hint).toBe(secret.slice(0, 8));
  const { data } = await graph.ask<{ me: object }>(ME, {}, { token: secret });
  expect(data.me).toEqual({
    actor: 'ann',
    kind: 'USER',
    authenticated: true,
    roles: [],
    expiresAt: expect.stringMatching(/^\d{4}-/),
  });
  const access = graph.subgraphs.get('access')!.database.manager;
  const rows = await access.query('SELECT to_jsonb(k)::text AS text FROM api_key k');
  const events = await access.query('SELECT to_jsonb(e)::text AS text FROM ledger_event e');
  for (const { text } of [...rows, ...events]) expect(text).not.toContain(secret.slice(8));
  const listed = await graph.ask<{ apiKeys: { nodes: { id: string; lastUsedAt: string | null }[] } }>(
    '{ apiKeys { nodes { id lastUsedAt } } }',
    {},
    { token: secret },
  );
  expect(listed.data.apiKeys.nodes).toEqual([{ id, lastUsedAt: expect.stringMatching(/^\d{4}-/) }]);
});

test('a revoked key is refused by the next request, on every gateway', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const other = await graph.serveBeside();
  const { secret: token, id } = await createKey(graph.ask, { principal: 'ann' }, ADMIN);
  for (const ask of [graph.ask, other]) expect((await ask(ME, {}, { token })).errors).toBeUndefined();
  expect((await graph.ask(REVOKE, { id }, { token: ADMIN })).errors).toBeUndefined();
  for (const ask of [other, graph.ask])
    expect(await codeOf(ask('{ __typename }', {}, { token }))).toBe('UNAUTHENTICATED');
});

test('a role that is granted or taken away counts from the next request on, on every gateway', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const other = await graph.serveBeside();
  const { secret: token } = await createKey(graph.ask, { principal: 'ann' }, ADMIN);
  const rolesAt = async (ask: Ask) => (await ask<{ me: { roles: object[] } }>(ME, {}, { token })).data.me.roles;
  expect(await rolesAt(other)).toEqual([]);
  await graph.ask(GRANT, { principal: 'ann', role: 'MAINTAINER', namespace: 'fraud' }, { token: ADMIN });
  for (const ask of [other, graph.ask])
    expect(await rolesAt(ask)).toEqual([{ role: 'MAINTAINER', namespace: 'fraud' }]);
  await graph.ask(TAKE, { principal: 'ann', namespace: 'fraud' }, { token: ADMIN });
  for (const ask of [other, graph.ask]) expect(await rolesAt(ask)).toEqual([]);
});

test('nobody grants more than they hold, makes keys of others, or sees theirs', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const { secret: token } = await createKey(graph.ask, { principal: 'ann' }, ADMIN);
  await graph.ask(GRANT, { principal: 'ann', role: 'ADMIN', namespace: 'fraud' }, { token: ADMIN });
  const as = { token };
  expect(await codeOf(graph.ask(GRANT, { principal: 'ben', role: 'VIEWER' }, as))).toBe('FORBIDDEN');
  expect(await codeOf(graph.ask(GRANT, { principal: 'ben', role: 'VIEWER', namespace: 'frauds' }, as))).toBe(
    'FORBIDDEN',
  );
  expect(await codeOf(graph.ask(GRANT, { principal: 'ann', role: 'ADMIN' }, as))).toBe('FORBIDDEN');
  expect(
    (await graph.ask(GRANT, { principal: 'ben', role: 'ADMIN', namespace: 'fraud/lab' }, as)).errors,
  ).toBeUndefined();
  expect(await codeOf(graph.ask(CREATE, { input: { name: 'x', principal: 'ben' } }, as))).toBe('FORBIDDEN');
  expect(await codeOf(graph.ask('{ apiKeys(principal: "root") { totalCount } }', {}, as))).toBe('FORBIDDEN');
  expect(await codeOf(graph.ask('{ roleGrants { totalCount } }', {}, as))).toBe('FORBIDDEN');
  const ofRoot = await createKey(graph.ask, { principal: 'root' }, ADMIN);
  expect(await codeOf(graph.ask(REVOKE, { id: ofRoot.id }, as))).toBe('NOT_FOUND');
});

test('roles and keys are for whoever may sign in, in any script; what only looks like a name is refused', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const as = { token: ADMIN };
  for (const principal of ['Jörg Müller', '山田 太郎', 'O’Brien, Pat (ML)']) {
    const { data } = await graph.ask<object>(GRANT, { principal, role: 'VIEWER', namespace: 'fraud' }, as);
    expect(data).toMatchObject({ grantRole: { roleGrant: { principal } } });
    const { secret } = await createKey(graph.ask, { principal }, ADMIN);
    expect((await graph.ask<object>(ME, {}, { token: secret })).data).toMatchObject({ me: { actor: principal } });
    expect((await graph.ask(TAKE, { principal, namespace: 'fraud' }, as)).errors).toBeUndefined();
  }
  const none = [
    ' ann',
    'ann ',
    'ann  ben',
    'ann\u202eneb',
    'ann\u200b',
    'ann\n',
    'ann\u0000',
    'a\u0308',
    'a'.repeat(201),
    '',
  ];
  for (const principal of [...none, 'anonymous', 'pedigraph']) {
    expect(await codeOf(graph.ask(GRANT, { principal, role: 'VIEWER' }, as))).toBe('BAD_USER_INPUT');
    expect(await codeOf(graph.ask(CREATE, { input: { name: 'x', principal } }, as))).toBe('BAD_USER_INPUT');
  }
});

test('a key of one namespace does nothing and sees nothing elsewhere', async () => {
  await using graph = await createTestGraph(SETTINGS);
  await graph.ask(GRANT, { principal: 'ann', role: 'ADMIN' }, { token: ADMIN });
  const scoped = { principal: 'ann', role: 'CONTRIBUTOR', namespace: 'fraud' };
  const { secret: token } = await createKey(graph.ask, scoped, ADMIN);
  const { data } = await graph.ask<{ me: { roles: object[] } }>(ME, {}, { token });
  expect(data.me.roles).toEqual([{ role: 'CONTRIBUTOR', namespace: 'fraud' }]);
  expect(await codeOf(graph.ask(GRANT, { principal: 'x', role: 'VIEWER', namespace: 'fraud' }, { token }))).toBe(
    'FORBIDDEN',
  );
});

test('the last ADMIN cannot be taken away, nor the last key of the only one', async () => {
  await using graph = await createTestGraph(SETTINGS);
  await graph.ask(GRANT, { principal: 'ann', role: 'ADMIN' }, { token: ADMIN });
  const { secret: token, id } = await createKey(graph.ask, { principal: 'ann' }, ADMIN);
  expect(await codeOf(graph.ask(TAKE, { principal: 'ann' }, { token }))).toBe('CONFLICT');
  expect(await codeOf(graph.ask(GRANT, { principal: 'ann', role: 'VIEWER' }, { token }))).toBe('CONFLICT');
  expect(await codeOf(graph.ask(REVOKE, { id }, { token }))).toBe('CONFLICT');
  await createKey(graph.ask, { principal: 'ann' }, token);
  expect((await graph.ask(REVOKE, { id }, { token })).errors).toBeUndefined();
  await graph.ask(GRANT, { principal: 'ben', role: 'ADMIN' }, { token: ADMIN });
  expect((await graph.ask(TAKE, { principal: 'ann' }, { token: ADMIN })).errors).toBeUndefined();
});

test('whoever reaches loopback may do everything until the first key, which has to be that of an ADMIN', async () => {
  await using graph = await createTestGraph();
  const { data } = await graph.ask<{ me: object }>(ME);
  expect(data.me).toMatchObject({
    actor: 'anonymous',
    authenticated: false,
    roles: [{ role: 'ADMIN', namespace: '' }],
  });
  expect(await codeOf(graph.ask(CREATE, { input: { name: 'x', principal: 'ann' } }))).toBe('CONFLICT');
  await graph.ask(GRANT, { principal: 'ann', role: 'ADMIN' });
  const { secret: token } = await createKey(graph.ask, { principal: 'ann' });
  expect(await codeOf(graph.ask('{ __typename }'))).toBe('UNAUTHENTICATED');
  expect((await graph.ask<{ me: object }>(ME, {}, { token })).data.me).toMatchObject({
    actor: 'ann',
    authenticated: true,
  });
});

test('keys that are none are refused: mistyped, unknown, ended, and what only begins like one', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const { secret } = await createKey(graph.ask, { principal: 'ann', expiresAt: inAnHour }, ADMIN);
  const other = (letter: string) => (letter === 'a' ? 'b' : 'a');
  const wrong = [
    secret.slice(0, 10) + other(secret[10]!) + secret.slice(11),
    secret.slice(0, -1),
    `${secret}a`,
    secret.toLowerCase() === secret ? secret.toUpperCase() : secret.toLowerCase(),
    createApiKey(),
    'pdg_',
  ];
  for (const token of wrong) expect(await codeOf(graph.ask('{ __typename }', {}, { token }))).toBe('UNAUTHENTICATED');
  expect(await codeOf(graph.ask('{ __typename }', {}, { token: secret }))).toBeUndefined();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
  expect(await codeOf(graph.ask('{ __typename }', {}, { token: secret }))).toBe('UNAUTHENTICATED');
});

test('tokens of the settings may have a role and a namespace, and what is granted to their name comes to it', async () => {
  const ci = 'the-token-of-the-continuous-integration';
  await using graph = await createTestGraph({ PEDIGRAPH_TOKENS: `root=${ADMIN},ci:CONTRIBUTOR@fraud=${ci}` });
  await graph.ask(GRANT, { principal: 'ci', role: 'VIEWER', namespace: 'risk' }, { token: ADMIN });
  const { data } = await graph.ask<{ me: object }>(ME, {}, { token: ci });
  expect(data.me).toMatchObject({
    actor: 'ci',
    roles: [
      { role: 'CONTRIBUTOR', namespace: 'fraud' },
      { role: 'VIEWER', namespace: 'risk' },
    ],
  });
});

test('what is written of callers is told to the gateway in its own name, and to nobody else', async () => {
  await using graph = await createTestGraph(SETTINGS);
  const document = parse('{ callerFacts(principal: "root") { anyKey } }');
  const ask = (caller: Caller) => graph.subgraphs.get('access')!.execute({ document, caller, requestId: 'a test' });
  expect((await ask(SYSTEM)).data).toEqual({ callerFacts: { anyKey: false } });
  const { data, errors } = await ask({ actor: 'root', kind: 'USER', rights: ALL_RIGHTS });
  expect(data ?? null).toBeNull();
  expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
});
