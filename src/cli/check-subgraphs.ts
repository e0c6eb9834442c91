import { readFile } from 'node:fs/promises';
import { createHttpTransport } from '#platform/federation/http-transport.js';
import { checkJoined } from '#process/join/check-joined.js';
import { readSubgraphSdl } from '#process/join/read-subgraph-sdl.js';
import { subgraphServices } from '#process/subgraph-services.js';
import type { SdlPlaces } from './collect-sdl.js';
import { printAnswer } from './print.js';

/**
 * Prints whether subgraphs may join, as a server with `--subgraph` decides; true where all may.
 * @throws {Error} a sentence where an SDL cannot be had
 */
export async function checkSubgraphs(subgraphs: SdlPlaces, released: SdlPlaces): Promise<boolean> {
  const services = async (places: SdlPlaces) =>
    Promise.all(
      Object.entries(places).map(async ([name, place]) => ({ name, url: place, sdl: await sdlOf(name, place) })),
    );
  const checked = await checkJoined(await subgraphServices(), await services(subgraphs), await services(released));
  for (const { name, refused } of checked) {
    if (refused.length === 0) printAnswer(`${name} may join.`);
    else printAnswer(`${name} is refused:\n${refused.map((reason) => `- ${reason}`).join('\n')}`);
  }
  return checked.every(({ refused }) => refused.length === 0);
}

async function sdlOf(name: string, place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFile(place, 'utf8');
  const transport = createHttpTransport({ name, url: place, timeouts: { subgraph: SDL_TIMEOUT_MS } });
  try {
    return await readSubgraphSdl(name, transport.execute);
  } finally {
    await transport.close();
  }
}

/** Milliseconds that a subgraph has to give its SDL. */
const SDL_TIMEOUT_MS = 10_000;
