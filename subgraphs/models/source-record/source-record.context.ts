import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { SourceRecordLoaders } from './source-record.loaders.js';
import type { SourceRecordRepository } from './source-record.repository.js';

/** What records of sources bring to a request, and the versions that they are of. */
export type SourceRecordContext = ModelVersionContext & {
  readonly sourceRecords: SourceRecordRepository;
  readonly loaders: SourceRecordLoaders;
};
