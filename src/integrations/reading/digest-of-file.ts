import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** `sha256:…` of a file of any size, read once. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest('hex')}`;
}
