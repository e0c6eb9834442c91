import path from 'node:path';
import * as z from 'zod';
import { positive } from './positive.js';

/** Where each subgraph of a name is. */
export type SubgraphUrls = Readonly<Record<string, string>>;

/** What a subgraph that joins may be called. */
const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** The sentence for what is no such pair. */
export const EXPECTED_PLACE = 'expected a name and a URL, such as cost=http://127.0.0.1:4010/graphql';

/** Reads `name=url`; undefined where it is none. Credentials in a URL would be written to logs. */
export function readPlace(text: string): readonly [name: string, url: string] | undefined {
  const [, name = '', url = ''] = /^\s*([^=\s]+)=(https?:\/\/\S+)\s*$/.exec(text) ?? [];
  if (!NAME.test(name) || !URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return username === '' && password === '' ? [name, url] : undefined;
}

/** Subgraphs of others that join the supergraph that is served. */
export const join = z.object({
  subgraphs: z
    .string()
    .transform(readPlaces)
    .default({})
    .describe(
      '[Subgraphs that join](join.md) while the server runs, each by its name and its URL, with commas between: `cost=http://127.0.0.1:4010/graphql`.',
    ),
  file: z
    .string()
    .min(1)
    .transform((file) => path.resolve(file))
    .optional()
    .describe('A file of such pairs, one a line, read again each time: what is added joins, what is taken out leaves.'),
  pollMs: positive.default(5_000).describe('Milliseconds between two readings of their SDL.'),
});

function readPlaces(text: string, context: z.RefinementCtx): SubgraphUrls {
  const places: Record<string, string> = {};
  for (const one of text.split(',')) {
    if (one.trim() === '') continue;
    const [name, url] = readPlace(one) ?? [];
    if (name !== undefined && url !== undefined && !Object.hasOwn(places, name)) places[name] = url;
    else context.addIssue({ code: 'custom', message: `${EXPECTED_PLACE}, each name once, but got ${one.trim()}` });
  }
  return places;
}
