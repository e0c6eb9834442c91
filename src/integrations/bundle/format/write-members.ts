import { createHash, randomBytes } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createTarPacker } from 'modern-tar';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { CONTENTS, type Contents, FORMAT, FORMAT_VERSION, type Member } from './members.js';
import { digestOfBytes } from './read-members.js';

/** Puts members into a bundle, one after the other. */
export interface BundleWriter {
  add(member: Member): Promise<void>;
  /**
   * Adds the bytes of a file that was announced by a member.
   * @throws {PedigraphError} CONFLICT where they have another digest or size
   */
  addFile(
    file: { readonly path: string; readonly digest: string; readonly sizeBytes: number },
    content: AsyncIterable<Uint8Array>,
  ): Promise<void>;
}

/** What the contents say beside the members. */
export type Summary = Pick<Contents, 'roots' | 'leftOut'>;

/**
 * Writes a bundle: a tar that is there whole or not at all. Nothing of the moment is in it, so that the same members are
 * the same bytes.
 * @throws {PedigraphError} BAD_USER_INPUT where a file of that name is there, or none can be written
 */
export async function writeBundle(file: string, fill: (writer: BundleWriter) => Promise<Summary>): Promise<Contents> {
  await refuseTaken(file);
  const draft = `${file}.part-${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new PedigraphError('BAD_USER_INPUT', `${file} cannot be written (${error.code}): choose another place.`);
  });
  const { readable, controller } = createTarPacker();
  const written = pipeline(Readable.fromWeb(readable as never), handle.createWriteStream());
  written.catch(() => {}); // the next write rejects with it, and it is awaited below
  const members: Contents['members'] = [];
  const put = (name: string, size: number) =>
    controller.add({ name, size, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0, type: 'file' }).getWriter();
  const putWhole = async (name: string, bytes: Buffer) => {
    const writer = put(name, bytes.length);
    await writer.write(bytes);
    await writer.close();
  };
  const nameOf = (rest: string) => `${String(members.length + 1).padStart(6, '0')}-${rest}`;
  try {
    const summary = await fill({
      async add(member) {
        const bytes = Buffer.from(canonicalJson(member));
        const name = nameOf(`${member.kind}.json`);
        members.push({ name, size: bytes.length, sha256: digestOfBytes(bytes) });
        await putWhole(name, bytes);
      },
      async addFile({ path, digest, sizeBytes }, content) {
        const name = nameOf('file');
        const writer = put(name, sizeBytes);
        const hash = createHash('sha256');
        let size = 0;
        for await (const chunk of content) {
          size += chunk.length;
          if (size > sizeBytes) break;
          hash.update(chunk);
          await writer.write(chunk);
        }
        const found = `sha256:${hash.digest('hex')}`;
        if (size !== sizeBytes || found !== digest)
          throw new PedigraphError(
            'CONFLICT',
            `Expected ${digest} of ${sizeBytes} bytes at ${path}, and the server sent other bytes. Nothing was written.`,
          );
        await writer.close();
        members.push({ name, size, sha256: found });
      },
    });
    const contents: Contents = { format: FORMAT, formatVersion: FORMAT_VERSION, ...summary, members };
    await putWhole(CONTENTS, Buffer.from(canonicalJson(contents)));
    controller.finalize();
    await written;
    await refuseTaken(file);
    await rename(draft, file);
    return contents;
  } catch (error) {
    controller.error(error);
    await written.catch(() => {});
    throw error;
  } finally {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
  }
}

async function refuseTaken(file: string): Promise<void> {
  const isTaken = await access(file).then(
    () => true,
    () => false,
  );
  if (isTaken)
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `${file} is there already: choose another name for the bundle, or move it away.`,
    );
}
