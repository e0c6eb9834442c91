import { inRepository } from '#integrations/git-history/import/in-repository.js';
import { contentDigests } from '#integrations/importing/content-digests.js';
import type { FoundInSource } from '#integrations/importing/source-recorder.js';
import type { HubVersion } from '../repository/hub-history.js';
import type { HubImportContext } from './hub-import-context.js';

/** Records where in the repository a version is: by its weights or data, wherever else these are known. */
export function recordPlace(
  of: FoundInSource['of'],
  { content, first }: HubVersion,
  number: string | null,
  context: HubImportContext,
): Promise<void> {
  const { files } = content;
  const [only] = files.length === 1 ? files : [];
  return context.destination.sources.add({
    ...{ of, tool: 'huggingface', ...inRepository(only?.path ?? '', { commit: first }, context) },
    ...{ name: context.repository?.name ?? context.name, number, sizeBytes: only?.sizeBytes },
    ...contentDigests(files),
  });
}
