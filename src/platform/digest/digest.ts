import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** What a digest looks like: `sha256:` and 64 lower-case hexadecimal digits. */
export const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;

/** A manifest and the two texts that follow from it. */
export interface Sealed {
  /** RFC 8785 canonical JSON of the manifest: the bytes the digest is taken over. */
  readonly manifest: string;
  /** `sha256:…` of those bytes. */
  readonly digest: string;
}

/** Seals a manifest: its canonical JSON (RFC 8785) and the SHA-256 digest of it, which anyone can recompute. */
export function seal(manifest: object): Sealed {
  const text = canonicalJson(manifest);
  return { manifest: text, digest: sha256(text) };
}

/** `sha256:…` of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
