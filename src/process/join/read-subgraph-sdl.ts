import { parse } from 'graphql';
import { SYSTEM } from '#platform/auth/caller.js';
import type { SubgraphTransport } from '#platform/transport/transport.js';

/** What every subgraph of Apollo Federation v2 answers (subgraph specification, `_service`). */
const SERVICE = parse('{ _service { sdl } }');

/** Characters of an SDL at most: ours has less than a tenth of that. */
const MOST_TEXT = 1_000_000;

/**
 * Asks a subgraph for its SDL.
 * @param signal ends the question
 * @throws {Error} a sentence where it gives none, or more than is read.
 */
export async function readSubgraphSdl(
  name: string,
  transport: SubgraphTransport,
  signal?: AbortSignal,
): Promise<string> {
  const { data, errors } = await transport({ document: SERVICE, caller: SYSTEM, requestId: 'composition', signal });
  const sdl = (data as { readonly _service?: { readonly sdl?: unknown } | null } | null | undefined)?._service?.sdl;
  if (typeof sdl !== 'string' || sdl === '') {
    const reason = errors?.[0] === undefined ? '' : ` (${errors[0].message.slice(0, 200)})`;
    throw new Error(
      `Expected the SDL of ${name} as { _service { sdl } }${reason}: is it a subgraph of Apollo Federation?`,
    );
  }
  if (sdl.length > MOST_TEXT)
    throw new Error(`The SDL of ${name} has ${sdl.length} characters, and ${MOST_TEXT} are read at most.`);
  return sdl;
}
