import { type ExecutionResult, GraphQLError } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSessions } from '#gateway/authentication/oidc/session/sessions.js';
import { accessRegister } from '#process/ask-caller-facts.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const SECRET = 'a-secret-of-sessions-of-some-length';
/** Nobody answers there: what a session needs of its provider is in its cookie. */
const ISSUER = 'http://127.0.0.1:1';
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

const sessions = createSessions({
  sessionSecrets: [SECRET],
  issuer: ISSUER,
  clientId: 'pedigraph',
  sessionIdleSeconds: 600,
  sessionSeconds: 3_600,
});

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({
    PEDIGRAPH_OIDC_ISSUER: ISSUER,
    PEDIGRAPH_OIDC_CLIENT_ID: 'pedigraph',
    PEDIGRAPH_OIDC_CLIENT_SECRET: 'a-secret-of-the-client',
    PEDIGRAPH_OIDC_PUBLIC_URL: 'http://localhost:4000',
    PEDIGRAPH_OIDC_SESSION_SECRETS: SECRET,
    PEDIGRAPH_OIDC_ROLES: 'ml-admins=ADMIN',
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

/** The cookie of somebody who has signed in. */
async function signedIn(actor = 'ann'): Promise<string> {
  const line = await sessions.begin({ person: { actor, kind: 'USER', groups: ['ml-admins'] } });
  return line.slice(0, line.indexOf(';'));
}

/** As whom a gateway answers a request with a cookie, or its status. */
async function actorAt(url: string, cookie: string): Promise<string | number> {
  const headers = { ...OWN_PAGE, cookie, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: '{ me { actor } }' }) });
  const { data } = (await answer.json()) as { readonly data?: { readonly me: { readonly actor: string } } };
  return answer.status === 200 ? data!.me.actor : answer.status;
}

async function logOut(url: string, cookie: string): Promise<number> {
  const address = new URL('/auth/logout', url);
  const sent = { method: 'POST', headers: { ...OWN_PAGE, cookie }, redirect: 'manual' } as const;
  return (await fetch(address, sent)).status;
}

test('a log-out on one gateway ends the session on each other by its next request, after a restart too, and no other session', async () => {
  const other = await graph.serveBeside();
  const [ended, current] = [await signedIn(), await signedIn()];
  for (const url of [graph.url, other.url])
    for (const cookie of [ended, current]) expect(await actorAt(url, cookie)).toBe('ann');
  expect(await logOut(graph.url, ended)).toBe(303);
  expect(await actorAt(other.url, ended)).toBe(401);
  expect(await actorAt(graph.url, ended)).toBe(401);
  const restarted = await graph.serveBeside();
  expect(await actorAt(restarted.url, ended)).toBe(401);
  for (const { url } of [graph, other, restarted]) expect(await actorAt(url, current)).toBe('ann');
  expect(await logOut(other.url, ended)).toBe(303);
});

test('a stream that is open in a session on another gateway ends with its log-out, and says why', async () => {
  const other = await graph.serveBeside();
  const cookie = await signedIn();
  const headers = { ...OWN_PAGE, cookie, 'content-type': 'application/json' };
  const asking = (url: string, query: string) =>
    fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  await asking(
    graph.url,
    'mutation { registerEnvironmentVersion(input: { environment: "open/e", os: "linux" }) { created } }',
  );
  const follow = 'subscription { ledgerEvents(after: { environments: 0 }) { positions } }';
  const stream = await asking(`${other.url}/stream`, follow);
  let text = '';
  let loggedOut: Promise<number> | undefined;
  for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes('"positions"')) loggedOut ??= logOut(graph.url, cookie);
  }
  expect(await loggedOut).toBe(303);
  const last = [...text.matchAll(/^data: (\{.*)$/gm)].at(-1)?.[1];
  expect(JSON.parse(last ?? '{}').errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
});

test('whoever signs in may log out, under whichever name the provider gives', async () => {
  for (const name of ['Jörg Müller', '山田 太郎', 'ü'.repeat(200)]) {
    const cookie = await signedIn(name);
    expect(await actorAt(graph.url, cookie)).toBe(name);
    expect(await logOut(graph.url, cookie)).toBe(303);
    expect(await actorAt(graph.url, cookie)).toBe(401);
  }
});

test('a log-out that is refused or not answered says which, of the session', async () => {
  const session = { session: `sha256:${'a'.repeat(64)}`, principal: 'ann', expiresAt: 0 };
  const forbidden = new GraphQLError('Not here.', { extensions: { code: 'FORBIDDEN' } });
  const registerThat = (answer: ExecutionResult) => accessRegister(() => async () => answer);
  await expect(registerThat({ data: null, errors: [forbidden] }).endSession(session)).rejects.toBe(forbidden);
  await expect(registerThat({ data: null }).endSession(session)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('session'),
  });
});

test('who is no gateway ends no session and learns of none', async () => {
  const headers = { ...OWN_PAGE, cookie: await signedIn(), 'content-type': 'application/json' };
  const input = `session: "sha256:${'a'.repeat(64)}", principal: "ann", expiresAt: "2030-01-01"`;
  for (const query of [`mutation { endSession(input: { ${input} }) { ended } }`, '{ callerFacts { sessionEnded } }']) {
    const answer = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  }
});
