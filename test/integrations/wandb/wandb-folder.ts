import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder as W&B leaves one. */
export interface WandbFolder extends AsyncDisposable {
  readonly root: string;
  /** Writes files below `wandb`. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
}

/** `await using folder = await wandbFolder({ 'run-…/run-….wandb': writeLog(…) })` */
export async function wandbFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<WandbFolder> {
  const root = await mkdtemp(path.join(tmpdir(), 'pedigraph-wandb-'));
  const write: WandbFolder['write'] = async (given) => {
    for (const [name, content] of Object.entries(given)) {
      const file = path.join(root, 'wandb', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  };
  await write(files);
  return { root, write, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}
