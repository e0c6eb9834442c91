import { freePort } from '#process/distributed/free-port.js';
import { type LibraryServer, type ServeLibraryOptions, serveLibrary } from './serve-library.js';
import {
  AUDIENCE,
  CLIENT,
  type ServeProviderOptions,
  serveOidcProvider,
  type TestProvider,
} from './serve-oidc-provider.js';

/** What sessions are encrypted under. */
export const SESSION_SECRET = 'a-secret-of-sessions-of-some-length';

/** A server that people sign in to, and its provider. */
export interface ServerWithOidc extends AsyncDisposable {
  readonly provider: TestProvider;
  readonly server: LibraryServer;
  /** The origin under which browsers ask it. */
  readonly origin: string;
  /** The same server once more, with other settings. */
  restart(env: NodeJS.ProcessEnv): Promise<void>;
}

/** Serves the library with a provider, both on loopback, by plain http. */
export async function serveWithOidc(
  { env = {}, ...options }: ServeLibraryOptions = {},
  provided: ServeProviderOptions = {},
): Promise<ServerWithOidc> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const provider = await serveOidcProvider({ publicUrl: origin, ...provided });
  const start = (more: NodeJS.ProcessEnv) =>
    serveLibrary({
      ...options,
      env: {
        PORT: String(port),
        PEDIGRAPH_OIDC_ISSUER: provider.issuer,
        PEDIGRAPH_OIDC_AUDIENCE: AUDIENCE,
        PEDIGRAPH_OIDC_ROLES: 'vision=CONTRIBUTOR@vision,ml-admins=ADMIN',
        PEDIGRAPH_OIDC_CLIENT_ID: CLIENT.id,
        PEDIGRAPH_OIDC_CLIENT_SECRET: CLIENT.secret,
        PEDIGRAPH_OIDC_PUBLIC_URL: origin,
        PEDIGRAPH_OIDC_SESSION_SECRETS: SESSION_SECRET,
        ...env,
        ...more,
      },
    });
  let server = await start({});
  return {
    provider,
    get server() {
      return server;
    },
    origin,
    async restart(more) {
      await server.close();
      server = await start(more);
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await provider[Symbol.asyncDispose]();
    },
  };
}
