import { createGateway } from '#gateway/create-gateway.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import { createHttpTransport, type HttpTransport } from '#platform/federation/http-transport.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { testCredentials, testVerifier } from '../support/internal-tokens.js';
import { testConfig } from '../support/test-config.js';
import { createLibrary, type Library } from './library-subgraphs.js';
import { type Answer, fetchAnswer, silent } from './serve-library.js';

/** The library as it runs distributed: a server a subgraph, and the gateway before them. */
export interface DistributedLibrary extends AsyncDisposable {
  readonly library: Library;
  readonly url: string;
  /** Where each subgraph is. */
  readonly urls: Readonly<Record<'books' | 'authors', string>>;
  /** Ends one subgraph's server. */
  stop(name: 'books' | 'authors'): Promise<void>;
  ask(query: string, headers?: Record<string, string>): Promise<Answer>;
}

/**
 * Serves it, every server on a free port.
 * @param through where the gateway reaches a subgraph that listens at a URL @default there
 */
export async function serveDistributed(
  env: NodeJS.ProcessEnv = {},
  through: (url: string) => Promise<string> = async (url) => url,
): Promise<DistributedLibrary> {
  const library = createLibrary();
  const config = testConfig(env);
  const serve = (name: 'books' | 'authors') =>
    serveSubgraph({
      name,
      verify: testVerifier(name),
      schema: library.schemas[name],
      createContext(asker) {
        library.asked.push({ subgraph: name, request: asker });
        return asker;
      },
      readRevision: async () => String(library.writes),
      config,
      readiness: {},
      logger: silent,
    });
  const servers = { books: await serve('books'), authors: await serve('authors') };
  const urls = {
    books: await through(`${servers.books.url}/graphql`),
    authors: await through(`${servers.authors.url}/graphql`),
  };
  const opened: HttpTransport[] = [];
  const open = (name: string, url = ''): HttpTransport => {
    const transport = createHttpTransport({ name, url, timeouts: config.timeouts, credentials: testCredentials(name) });
    opened.push(transport);
    return transport;
  };
  const gateway = await createGateway({
    supergraphSdl: library.supergraph(urls),
    transports: (name, url) => open(name, url).execute,
    versions: (name, url) => open(name, url).readRevision,
    config,
    logger: silent,
  });
  const serving = await serveGateway({
    gateway,
    config,
    logger: silent,
    closers: [...opened.map(({ close }) => close), servers.books.close, servers.authors.close],
  });
  return {
    library,
    url: serving.url,
    urls,
    stop: (name) => servers[name].close(),
    ask: (query, headers = {}) =>
      fetchAnswer(`${serving.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      }),
    [Symbol.asyncDispose]: serving.close,
  };
}
