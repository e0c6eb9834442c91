import type { ToldName } from '#platform/federation/subgraph-definition.js';
import type { SourceRecordLoaders } from './source-record.loaders.js';

/**
 * The ref of a run or a dataset version that this subgraph knows by its id alone, by what was recorded of it. Of what
 * nothing is recorded there is nothing here that could be hidden.
 */
export async function subjectOfStub(
  { id, ref }: { readonly id: string; readonly ref?: string },
  { loaders }: { readonly loaders: Pick<SourceRecordLoaders, 'sourceRecords'> },
): Promise<ToldName> {
  return ref ?? (await loaders.sourceRecords.load(id))[0]?.subject ?? true;
}
