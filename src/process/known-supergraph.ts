import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '../platform/digest/canonical-json.js';
import { sha256 } from '../platform/digest/digest.js';
import type { ComposedService } from '../platform/federation/compose-supergraph.js';

/** What `pedigraph compose` wrote, from where this file is built to. */
const WRITTEN = fileURLToPath(new URL('../../../schema/supergraph.graphql', import.meta.url));

/**
 * The supergraph of these services: that of the file, where its first line proves that it was composed from exactly
 * these and is as it was written; else it is composed, which takes longer.
 * @throws {Error} listing every reason why they do not fit together.
 */
export async function supergraphOf(services: readonly ComposedService[], file = WRITTEN): Promise<string> {
  const written = await readFile(file, 'utf8').catch(() => '');
  const end = written.indexOf('\n') + 1;
  const sdl = written.slice(end);
  if (written.slice(0, end) === sealOf(services, sdl)) return sdl;
  const { composeSupergraph } = await import('../platform/federation/compose-supergraph.js');
  return composeSupergraph(services).supergraphSdl;
}

/** The text of the file: a line that says what it was composed from, and the supergraph. */
export function sealedSupergraph(services: readonly ComposedService[], supergraphSdl: string): string {
  const sdl = `${supergraphSdl.trim()}\n`;
  return `${sealOf(services, sdl)}${sdl}`;
}

/** Over both, so that neither another service nor an edit by hand goes unseen. */
function sealOf(services: readonly ComposedService[], sdl: string): string {
  return `# Composed by \`npm run compose\`: ${sha256(canonicalJson([services.map(({ name, url, sdl }) => ({ name, url, sdl })), sdl]))}\n`;
}
