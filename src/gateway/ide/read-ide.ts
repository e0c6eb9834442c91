import { readdirSync } from 'node:fs';
import path from 'node:path';
import { getDistDirectory, renderAltair } from 'altair-static';

/** The IDE, ready to be served. */
export interface Ide {
  readonly page: string;
  /** The script `options.js`, with which the page starts. */
  readonly options: string;
  /** What the page loads: absolute paths by name relative to the base URL. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where the IDE is to be served and what it talks to. */
export interface IdeOptions {
  /** The URL under which its files are, with a slash at the end. */
  readonly baseUrl: string;
  readonly endpoint: string;
}

const FIRST_QUERY = `# The schema is documented in the panel "Docs". Ctrl+Enter (Cmd+Enter) sends the query.
# Where the server wants a token: "Set Headers", Authorization, Bearer <token>.
{
  __typename
}
`;

/**
 * A link to the IDE may bring a query behind `#`, which no server sees: `#query=…&variables=…`. It opens filled in, is
 * not sent by itself, and leaves the windows alone that somebody has in this browser. A text in which there may be a
 * mutation is not filled in: nobody is led to within one key of a write.
 */
const FILL_IN = `function filledIn(options) {
  const given = new URLSearchParams(location.hash.slice(1));
  if (!given.has('query') || /\\bmutation\\b/.test(given.get('query'))) return options;
  const [initialQuery, initialVariables] = [given.get('query'), given.get('variables') ?? '{}'];
  return { ...options, initialQuery, initialVariables, preserveState: false, instanceStorageNamespace: 'linked_' };
}`;

/** Reads Altair from its package `altair-static`: one page and its files, with nothing to fetch from elsewhere. */
export function readIde({ baseUrl, endpoint }: IdeOptions): Ide {
  const options = {
    baseURL: baseUrl,
    endpointURL: endpoint,
    initialQuery: FIRST_QUERY,
    disableAccount: true, // its cloud, which the page may not reach
    persistedSettings: { 'banners.disable': true, 'alert.disableUpdateNotification': true },
  };
  return {
    page: renderAltair({ ...options, serveInitialOptionsInSeperateRequest: 'options.js' }),
    options: `${FILL_IN}\nAltairGraphQL.init(filledIn(${JSON.stringify(options)}));\n`,
    files: filesBelow(getDistDirectory()),
  };
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return new Map(names.map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), file]));
}
