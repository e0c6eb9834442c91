import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

/** What tokens for this server are meant for. */
export const AUDIENCE = 'pedigraph-api';
/** The client by which people sign in; a machine has the client `ci`. */
export const CLIENT = { id: 'pedigraph', secret: 'the-secret-of-the-client' };

/** A key of the provider. */
interface ProviderKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** How the address of the provider's keys answers. */
export type KeysMode = 'answering' | 'broken' | 'silent' | 'nonsense';

/** A provider of OpenID Connect on loopback, `oidc-provider` itself, and what only its operator can do. */
export interface TestProvider extends AsyncDisposable {
  readonly issuer: string;
  /** How often its keys were asked for. */
  readonly keysAsked: number;
  /** The requests that it was sent, by method and path, without their queries. */
  readonly requests: readonly string[];
  /** The public key of today, as a file has it. */
  publicKeyPem(): Promise<string>;
  /** A token that the client `ci` gets for itself. */
  machineToken(): Promise<string>;
  /** A token that the provider would make, with other claims and another header; undefined leaves a claim out. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** The same with a payload as it is written. */
  signText(payload: string, header?: string): Promise<string>;
  /** From now on it signs by another key; the old one is published no more, unless it is kept. */
  rotate(options?: { readonly keepsOld?: boolean }): Promise<void>;
  answerKeys(mode: KeysMode): void;
  /** It accepts nobody any more. */
  stop(): Promise<void>;
}

/** What is different of a provider. */
export interface ServeProviderOptions {
  /** Where the server is that people sign in to. */
  readonly publicUrl?: string;
  /** What it says of people beside `sub`, which is the name they type. */
  readonly claims?: Record<string, unknown>;
  readonly configuration?: Configuration;
}

const LIFETIMES = [
  'AccessToken',
  'AuthorizationCode',
  'ClientCredentials',
  'Grant',
  'IdToken',
  'Interaction',
  'Session',
];

/** Starts a provider. Whoever types a name and any password is that person. */
export async function serveOidcProvider(options: ServeProviderOptions = {}): Promise<TestProvider> {
  const { publicUrl = 'http://localhost:1', claims = { groups: ['vision'] }, configuration = {} } = options;
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  let mode: KeysMode = 'answering';
  let keysAsked = 0;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    requests.push(`${request.method} ${path}`);
    if (path !== '/jwks') return answer(request, response);
    keysAsked += 1;
    if (mode === 'answering') return answer(request, response);
    if (mode === 'silent') return undefined;
    return response.writeHead(mode === 'broken' ? 500 : 200).end('<html>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;

  firstKey ??= createKey();
  let key = await firstKey;
  const open = (published: readonly JWK[]) => {
    const provider = quietly(issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${publicUrl}/auth/callback`],
          post_logout_redirect_uris: [`${publicUrl}/`],
          grant_types: ['authorization_code'],
        },
        {
          client_id: 'ci',
          client_secret: 'the-secret-of-ci',
          redirect_uris: [],
          response_types: [],
          grant_types: ['client_credentials'],
        },
      ],
      jwks: { keys: published as never },
      cookies: { keys: ['a-key-of-the-cookies-of-the-provider'] },
      // Those of `profile` are not in the ID token: the userinfo endpoint tells them.
      claims: { openid: ['sub'], profile: ['groups', 'preferred_username'] },
      ttl: Object.fromEntries(LIFETIMES.map((of) => [of, 3_600])),
      findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...claims }) }),
      features: {
        devInteractions: { enabled: true },
        clientCredentials: { enabled: true },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource(context, form) {
            context.body = `${form}<button form="op.logoutForm" name="logout" value="yes">Log out</button>`;
          },
        },
        resourceIndicators: {
          enabled: true,
          defaultResource: (_context, client) => (client.clientId === 'ci' ? 'https://pedigraph.example/api' : []),
          getResourceServerInfo: () => ({
            scope: '',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 3_600,
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
      ...configuration,
    });
    answer = provider.callback();
  };
  open([key.jwk]);

  const header = (more: Record<string, unknown>) => ({ alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...more });
  return {
    issuer,
    get keysAsked() {
      return keysAsked;
    },
    requests,
    publicKeyPem: () => exportSPKI(key.publicKey),
    async machineToken() {
      const authorization = `Basic ${Buffer.from('ci:the-secret-of-ci').toString('base64')}`;
      const body = new URLSearchParams({ grant_type: 'client_credentials' });
      const response = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization }, body });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    sign(more = {}, moreHeader = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const all = { iss: issuer, aud: AUDIENCE, sub: 'ann', iat: now, exp: now + 3_600, ...more };
      const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return new SignJWT(payload as JWTPayload).setProtectedHeader(header(moreHeader)).sign(key.privateKey, {
        crit: { exp: true, b64: true },
      });
    },
    async signText(payload, headerText = JSON.stringify(header({}))) {
      const signed = [headerText, payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
      const algorithm = { name: 'RSASSA-PKCS1-v1_5' };
      const signature = await crypto.subtle.sign(algorithm, key.privateKey, Buffer.from(signed));
      return `${signed}.${Buffer.from(signature).toString('base64url')}`;
    },
    async rotate({ keepsOld = false } = {}) {
      const old = key;
      key = await createKey();
      open(keepsOld ? [key.jwk, old.jwk] : [key.jwk]);
    },
    answerKeys(next) {
      mode = next;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };

  async function stop(): Promise<void> {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

/** It warns of what is meant for development alone, which it is here. */
function quietly(issuer: string, configuration: Configuration): Provider {
  const { warn } = console;
  console.warn = () => {};
  try {
    return new Provider(issuer, configuration);
  } finally {
    console.warn = warn;
  }
}

/** Making one takes long: every provider begins with the same. */
let firstKey: Promise<ProviderKey> | undefined;

async function createKey(): Promise<ProviderKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = crypto.randomUUID();
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' } };
}
