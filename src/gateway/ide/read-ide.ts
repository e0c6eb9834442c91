import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

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

/** Reads Altair from its package `altair-static`: one page and its files, with nothing to fetch from elsewhere. */
export function readIde({ baseUrl, endpoint }: IdeOptions): Ide {
  const altair = load();
  if (altair === null) return { page: WITHOUT_IDE, options: '', files: new Map() };
  const options = { baseURL: baseUrl, endpointURL: endpoint, initialQuery: FIRST_QUERY };
  return {
    page: altair.renderAltair({ ...options, serveInitialOptionsInSeperateRequest: 'options.js' }),
    options: altair.renderInitialOptions(options),
    files: filesBelow(altair.getDistDirectory()),
  };
}

interface AltairStatic {
  renderAltair(options: Record<string, unknown>): string;
  renderInitialOptions(options: Record<string, unknown>): string;
  getDistDirectory(): string;
}

/** A server for machines alone may be installed without it. */
function load(): AltairStatic | null {
  try {
    return createRequire(import.meta.url)('altair-static') as AltairStatic;
  } catch {
    return null;
  }
}

const WITHOUT_IDE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pedigraph</title>
<p>The GraphQL API is at <code>POST /graphql</code>. To have an IDE here, install the package <code>altair-static</code>.</p>`;

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return new Map(names.map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), file]));
}
