import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Bytes of one part of a path: what file systems take. */
const MAX_PART = 200;
const MAX_PARTS = 64;

/**
 * Splits the path of an artifact: parts by `/`, as on every system. Whatever could lead elsewhere is refused.
 * @throws {PedigraphError} BAD_USER_INPUT
 */
export function artifactParts(path: string): readonly string[] {
  const parts = path.split('/');
  if (parts.length > MAX_PARTS) throw invalid(path, `it has more than ${MAX_PARTS} parts`);
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') throw invalid(path, `"${part}" is no name of a file or folder`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\u0000-\u001f\u007f\\]/.test(part)) throw invalid(path, 'it has a backslash or a control character');
    if (Buffer.byteLength(storedPart(part)) > MAX_PART)
      throw invalid(path, `a part of it is longer than ${MAX_PART} bytes`);
    if (Buffer.from(part).toString() !== part) throw invalid(path, 'it is no Unicode text');
  }
  return parts;
}

/** A part as it is stored: without `~`, which ends the name of a file, and what some file systems do not take. */
export function storedPart(part: string): string {
  return part.replace(
    /[%~:*?"<>|]|[. ]$/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The part that was stored so. */
export function partOf(stored: string): string {
  return stored.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function invalid(path: string, why: string): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `Invalid path ${JSON.stringify(path.slice(0, 200))}: ${why}.`);
}
