import { createHash } from 'node:crypto';

/** Digests that were taken of bytes. */
export interface TakenDigests {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly md5: string;
  readonly sizeBytes: number;
  /** MD5 as if each line ended in LF, as DVC 2 took it of texts. */
  readonly md5OfUnix: string;
  /** MD5 as if each line ended in CR LF, which Git may have taken away. */
  readonly md5OfDos: string;
}

/** Takes all of them, reading once. */
export async function takeDigests(content: AsyncIterable<Uint8Array>): Promise<TakenDigests> {
  const [sha256, md5, unix, dos] = [createHash('sha256'), createHash('md5'), createHash('md5'), createHash('md5')];
  let sizeBytes = 0;
  let held = '';
  for await (const chunk of content) {
    sha256.update(chunk);
    md5.update(chunk);
    sizeBytes += chunk.length;
    const text = held + Buffer.from(chunk).toString('latin1');
    // What follows decides what a CR at the end is.
    held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
    unix.update(lines, 'latin1');
    dos.update(lines.replaceAll('\n', '\r\n'), 'latin1');
  }
  unix.update(held, 'latin1');
  dos.update(held, 'latin1');
  return {
    sha256: sha256.digest('hex'),
    md5: md5.digest('hex'),
    sizeBytes,
    md5OfUnix: unix.digest('hex'),
    md5OfDos: dos.digest('hex'),
  };
}

/** Why bytes are not those of an MD5, as half a sentence; null where they are. */
export function mismatch(
  { algorithm, value }: { readonly algorithm: string; readonly value: string },
  { md5, md5OfUnix, md5OfDos, sha256 }: TakenDigests,
): string | null {
  if (value === md5 || (algorithm === 'md5-dos2unix' && value === md5OfUnix)) return null;
  const found = `have the MD5 ${md5} and the SHA-256 ${sha256}`;
  if (value === md5OfDos || value === md5OfUnix)
    return `${found}: with ${value === md5OfDos ? 'CR LF' : 'LF'} at the end of each line they are what is recorded, so something such as Git changed the line ends`;
  return found;
}
