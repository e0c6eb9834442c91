import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { RunAttachment } from './run-attachment.entity.js';
import type { RunAttachmentRepository } from './run-attachment.repository.js';

/** By-key reads of runs that were attached. */
export interface RunAttachmentLoaders {
  /** By the version's id; null where none was. */
  readonly runAttachmentByVersion: RowLoader<RunAttachment>;
}

/** Those of one request. */
export function createRunAttachmentLoaders(attachments: RunAttachmentRepository): RunAttachmentLoaders {
  return {
    runAttachmentByVersion: createLoader(
      (ids) => attachments.findByVersions(ids),
      (row) => row.modelVersionId,
    ),
  };
}
