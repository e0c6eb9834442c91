import { textMisfit } from '#integrations/importing/fit-text.js';
import { isPlainObject, UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { readPythonJson } from '#integrations/reading/values/read-values.js';
import type { LoggedArtifact, RunProject } from '../source/wandb-run.js';
import type { FileInput } from './files-of-run.js';
import type { WandbImportContext } from './import-context.js';
import { uriIn } from './project-names.js';

/** What the digest of a manifest is called, which is MD5 over the digests of all files in W&B's own form. */
export const DIGEST_ALGORITHM = 'wandb-manifest-md5';

/** So many files of an artifact are listed; of more, none but their number. */
const MOST_FILES = 5_000;
/** More characters of metadata are no description of data. */
const MOST_METADATA = 100_000;

/** The files of an artifact as the API takes them: W&B has the MD5 of each, which is no digest that pins a file here. */
export function filesOf(
  { name, digest, files, isListedElsewhere }: LoggedArtifact,
  { project, place }: { readonly project: RunProject; readonly place: string },
  { tally }: WandbImportContext,
): FileInput[] {
  const path = `${place}/artifacts/${name}`;
  if (isListedElsewhere) tally.remark(path, 'its files are listed in a file that is not in the folder');
  if (files.length > MOST_FILES) {
    tally.remark(
      path,
      `has ${files.length} files, more than the ${MOST_FILES} that are listed: it is known by its digest`,
    );
    return [];
  }
  const paths = new Set<string>();
  return files.flatMap((file): FileInput[] => {
    const uri = file.ref ?? uriIn(project, `${name}:${digest}`, file.path);
    const misfit = file.path === '' ? 'is empty' : (textMisfit(file.path, 1_000) ?? textMisfit(uri, 4_000));
    if (misfit !== null || paths.has(file.path)) {
      const reason = `has a path or a place that ${misfit ?? 'another one has'}`;
      tally.skip({ kind: 'artifact', path: `${path}/${file.path.slice(0, 200)}`, reason });
      return [];
    }
    paths.add(file.path);
    return [{ path: file.path, uri, ...(file.sizeBytes === null ? {} : { sizeBytes: file.sizeBytes }) }];
  });
}

/** What is known of an artifact beside its files: how many and how large, the MD5 of each, its metadata. */
export function factsOf(
  { files, metadata, type }: LoggedArtifact,
  place: string,
  { tally }: WandbImportContext,
): object {
  const added = files.filter(({ ref }) => ref === null).slice(0, MOST_FILES);
  return {
    'wandb.type': type,
    fileCount: files.length,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
    md5: Object.fromEntries(added.map(({ path, digest }) => [path, Buffer.from(digest, 'base64').toString('hex')])),
    ...metadataOf(metadata, place, tally),
  };
}

function metadataOf(metadata: string | null, place: string, tally: WandbImportContext['tally']): object {
  if (metadata === null) return {};
  try {
    if (metadata.length > MOST_METADATA) throw new UnreadableValue(`has more than ${MOST_METADATA} characters`);
    const value = readPythonJson(metadata);
    return isPlainObject(value) && Object.keys(value).length === 0 ? {} : { metadata: value };
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    tally.remark(place, `its metadata ${error.message}, and is left out`);
    return {};
  }
}
