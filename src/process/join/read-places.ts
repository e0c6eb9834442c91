import { readFile } from 'node:fs/promises';
import type { Config } from '#platform/config/config.js';
import { EXPECTED_PLACE, readPlace, type SubgraphUrls } from '#platform/config/settings/join.js';

/**
 * Where the subgraphs are that are to be joined now: those of the settings, and those of the file, one `name=url` a line;
 * what stands behind `#` is a comment.
 * @throws {Error} a sentence where the file cannot be read, or says something else
 */
export async function readPlaces({
  subgraphs,
  file,
}: Pick<Config['join'], 'subgraphs' | 'file'>): Promise<SubgraphUrls> {
  if (file === undefined) return subgraphs;
  const places: Record<string, string> = { ...subgraphs };
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const text = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (text === '') continue;
    const [name, url] = readPlace(text) ?? [];
    if (name === undefined || url === undefined) throw new Error(`${file}: ${EXPECTED_PLACE}, but got ${text}`);
    places[name] = url;
  }
  return places;
}
