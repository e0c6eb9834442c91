import { pathToFileURL } from 'node:url';
import { textMisfit } from '#integrations/importing/fit-text.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { WandbRun } from '../source/wandb-run.js';
import type { WandbImportContext } from './import-context.js';

/** A file as the API takes it. */
export interface FileInput {
  readonly path: string;
  readonly uri: string;
  readonly digest?: string;
  readonly sizeBytes?: number | null;
}

/** The files that a run saved, with their digests; what cannot be read or does not fit is reported. */
export async function filesOf({ files, place }: WandbRun, { tree, tally }: WandbImportContext): Promise<FileInput[]> {
  const found: FileInput[] = [];
  for (const { path, location } of files) {
    const uri = pathToFileURL(location).href;
    const misfit = textMisfit(path, 1_000) ?? textMisfit(uri, 4_000);
    const leaveOut = (reason: string) =>
      tally.skip({ kind: 'artifact', path: `${place}/files/${path.slice(0, 200)}`, reason });
    if (misfit !== null) {
      leaveOut(`has a path that ${misfit}`);
      continue;
    }
    try {
      found.push({ path, uri, ...(await tree.digest(location)) });
    } catch (error) {
      leaveOut(asUnreadableFile(location, error).message);
    }
  }
  return found;
}
