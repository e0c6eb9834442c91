import { Arg, type ClassType, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import { ModelVersion } from '../model-version/model-version.entity.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { SameAsCandidate } from './same-as.type.js';
import type { SourceRecordContext } from './source-record.context.js';
import { SourceRecord } from './source-record.entity.js';

const MOST_CANDIDATES = 100;

/**
 * The fields `sources` and `sameAs` of a type.
 * @param nullable whether another subgraph owns the type: then its answer does not fail with this one
 */
function sourcesResolver(type: ClassType<{ id: string }>, nullable: boolean): ClassType {
  @Resolver(() => type)
  class SourcesResolver {
    @FieldResolver(() => [SourceRecord], {
      nullable,
      description:
        'Where it is: the repositories and tracking servers that have it, oldest record first, and those that have what is the same by `sameAs`. What is the same and closed to you is not among them.',
    })
    async sources(
      @Root() { id }: { readonly id: string },
      @Arg('includeSame', () => Boolean, {
        defaultValue: true,
        description: 'Whether the sources of what is the same under another name are among them.',
      })
      includeSame: boolean,
      @Ctx() { loaders }: SourceRecordContext,
    ): Promise<SourceRecord[]> {
      const same = includeSame ? (await loaders.sameAs.load(id)).filter(({ isSame }) => isSame) : [];
      const ids = [id, ...same.map(({ subjectId }) => subjectId)];
      const records = await Promise.all(ids.map((one) => loaders.sourceRecords.load(one)));
      return records.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
    }

    @FieldResolver(() => [SameAsCandidate], {
      nullable,
      description:
        'What other sources have that is the same, or only looks alike: the surest first, by what sources say of both. What is closed to you is not among them.',
    })
    async sameAs(
      @Root() { id }: { readonly id: string },
      @Arg('first', () => Int, {
        defaultValue: 20,
        description: `How many, the surest first: 1 to ${MOST_CANDIDATES}.`,
      })
      first: number,
      @Ctx() { loaders }: SourceRecordContext,
    ): Promise<SameAsCandidate[]> {
      refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MOST_CANDIDATES });
      return (await loaders.sameAs.load(id)).slice(0, first);
    }
  }
  return SourcesResolver;
}

/** Where a model version is. */
export const ModelVersionSourcesResolver = sourcesResolver(ModelVersion, false);
/** Where a dataset version is. */
export const DatasetVersionSourcesResolver = sourcesResolver(DatasetVersionStub, true);
/** Where a run is. */
export const RunSourcesResolver = sourcesResolver(RunStub, true);
