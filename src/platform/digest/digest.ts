import { createHash, webcrypto } from 'node:crypto';
import { parseInTurns } from '../turns/parse-in-turns.js';
import { knowCanonicalJson } from './canonical-json.js';
import { canonicalJsonInTurns } from './canonical-json-in-turns.js';

/** What a digest looks like: `sha256:` and 64 lower-case hexadecimal digits. */
export const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;

/** A manifest and the two texts that follow from it. */
export interface Sealed {
  /** RFC 8785 canonical JSON of the manifest: the bytes the digest is taken over. */
  readonly manifest: string;
  /** `sha256:…` of those bytes. */
  readonly digest: string;
}

/** Characters of a text that are hashed at once. */
const AT_ONCE = 100_000;

/**
 * Seals a manifest: its canonical JSON (RFC 8785) and the SHA-256 digest of it, which anyone can recompute. A large one
 * is written in turns of the event loop, and hashed by another thread.
 */
export async function seal(manifest: object): Promise<Sealed> {
  const text = await canonicalJsonInTurns(manifest);
  return { manifest: text, digest: text.length > AT_ONCE ? await sha256Aside(text) : sha256(text) };
}

/** The manifest that was sealed, as JSON has it; it must not be changed, for its canonical text is cached with it. */
export async function readSealed({ manifest: text }: Sealed): Promise<object> {
  const manifest = (await parseInTurns(text)) as object;
  knowCanonicalJson(manifest, text);
  return manifest;
}

/** `sha256:…` of bytes, or of a text's UTF-8 bytes. */
export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

async function sha256Aside(text: string): Promise<string> {
  const bytes = await webcrypto.subtle.digest('SHA-256', Buffer.from(text, 'utf8'));
  return `sha256:${Buffer.from(bytes).toString('hex')}`;
}
