import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { rightsFrom } from '#platform/auth/rights.js';
import { ROLES, type RoleGrant } from '#platform/auth/role.js';
import { AUTHOR, openRightsWorld, type RightsWorld } from './rights-world.js';

/** Who may do it: whoever asks, an ADMIN of the namespace (or above), an ADMIN of everything, a gateway alone. */
type For = 'ANYBODY' | 'ADMIN_THERE' | 'ADMIN_OF_EVERYTHING' | 'A_GATEWAY';

/** One way to call a mutation: by a caller called ada, and done to `open`. */
interface Call {
  readonly field: string;
  readonly what: string;
  readonly may: For;
  readonly input: () => Record<string, unknown>;
}

const CALLS: readonly Call[] = [
  ...ROLES.map(
    (role): Call => ({
      field: 'grantRole',
      what: `grants ${role}`,
      may: 'ADMIN_THERE',
      input: () => ({ principal: 'pat', namespace: 'open', role }),
    }),
  ),
  {
    field: 'grantRole',
    what: 'grants a role on everything',
    may: 'ADMIN_OF_EVERYTHING',
    input: () => ({ principal: 'pat', role: 'VIEWER' }),
  },
  {
    field: 'grantRole',
    what: 'grants oneself a role',
    may: 'ADMIN_THERE',
    input: () => ({ principal: 'ada', namespace: 'open', role: 'ADMIN' }),
  },
  {
    field: 'revokeRole',
    what: 'takes a role away',
    may: 'ADMIN_THERE',
    input: () => ({ principal: 'pat', namespace: 'open' }),
  },
  ...[true, false].map(
    (closed): Call => ({
      field: 'setNamespaceAccess',
      what: closed ? 'closes' : 'opens',
      may: 'ADMIN_THERE',
      input: () => ({ namespace: 'open', closed }),
    }),
  ),
  { field: 'createApiKey', what: 'of one’s own', may: 'ANYBODY', input: () => ({ principal: 'ada', name: 'mine' }) },
  {
    field: 'createApiKey',
    what: 'of somebody else',
    may: 'ADMIN_OF_EVERYTHING',
    input: () => ({ principal: 'pat', name: 'theirs', role: 'VIEWER', namespace: 'open' }),
  },
  { field: 'revokeApiKey', what: 'of one’s own', may: 'ANYBODY', input: () => ({ apiKey: keys.ada }) },
  { field: 'revokeApiKey', what: 'of somebody else', may: 'ADMIN_OF_EVERYTHING', input: () => ({ apiKey: keys.pat }) },
  {
    field: 'endSession',
    what: 'ends a session',
    may: 'A_GATEWAY',
    input: () => ({ session: `sha256:${'a'.repeat(64)}`, principal: 'ada', expiresAt: '2030-01-01T00:00:00Z' }),
  },
];

let world: RightsWorld;
const keys = { ada: '', pat: '' };
beforeAll(async () => {
  world = await openRightsWorld();
  const grant = await call('grantRole', { principal: 'someone', role: 'ADMIN' }, AUTHOR);
  expect(grant).toBeNull();
  for (const principal of ['ada', 'pat'] as const) {
    const made = await world.ask(
      'access',
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } } }',
      { input: { name: 'a key', principal } },
      AUTHOR,
    );
    keys[principal] = made.data.createApiKey.apiKey.id;
  }
});
afterAll(() => world[Symbol.asyncDispose]());

/** Calls a mutation in somebody's name; the refusal, or null. */
async function call(field: string, input: Record<string, unknown>, caller: Caller) {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
  return (await world.ask('access', document, { input }, caller)).errors[0] ?? null;
}

/** In the namespace, above and below it, in others (one of them begins alike), and on everything. */
const PLACES = ['open', 'ope', 'open/below', 'other', ''];
const GRANTS: readonly (readonly RoleGrant[])[] = [
  [],
  ...ROLES.flatMap((role) => PLACES.map((namespace): RoleGrant[] => [{ role, namespace }])),
];

test('every mutation of access is in the matrix', () => {
  const fields = world.graph.subgraphs.get('access')!.schema.getMutationType()!.getFields();
  expect([...new Set(CALLS.map(({ field }) => field))].sort()).toEqual(Object.keys(fields).sort());
});

test.each(CALLS)('access: $field, $what, is for $may and for nobody else', async ({ field, may, input }) => {
  const wrong: string[] = [];
  for (const closed of [[], ['open'], ['']]) {
    for (const roles of GRANTS) {
      const isAdmin = (...places: string[]) =>
        roles.some(({ role, namespace }) => role === 'ADMIN' && places.includes(namespace));
      const isFor: Record<For, boolean> = {
        ANYBODY: true,
        ADMIN_THERE: isAdmin('open', ''),
        ADMIN_OF_EVERYTHING: isAdmin(''),
        A_GATEWAY: false,
      };
      const refusal = await call(field, input(), { actor: 'ada', kind: 'USER', rights: rightsFrom({ roles, closed }) });
      // A role that was taken away already is not there to be taken away again; a key of somebody else never is there.
      const isRefused = refusal !== null && (refusal.code === 'FORBIDDEN' || field === 'revokeApiKey');
      if (isRefused === isFor[may])
        wrong.push(`${JSON.stringify(roles)} got ${refusal?.code ?? 'an answer'}: ${refusal?.message}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a key of somebody else is refused in the words in which one is that nobody has', async () => {
  const caller: Caller = { actor: 'eve', kind: 'USER', rights: rightsFrom({ roles: [], closed: [] }) };
  const absent = '0190a0a0-0000-7000-8000-00000000dead';
  const refusals = await Promise.all([keys.pat, absent].map((apiKey) => call('revokeApiKey', { apiKey }, caller)));
  expect(refusals[0]).toMatchObject({ code: 'NOT_FOUND' });
  expect(refusals[0]?.message.replace(keys.pat, absent)).toBe(refusals[1]?.message);
});
