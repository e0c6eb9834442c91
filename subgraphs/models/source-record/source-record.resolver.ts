import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { type PinnedStub, stubOf } from '#values/stub-of.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { RecordSourcesInput } from './record-sources.inputs.js';
import { recordSources } from './record-sources.js';
import { RecordSourcesPayload } from './record-sources.payload.js';
import { SameAsCandidate } from './same-as.type.js';
import type { SourceRecordContext } from './source-record.context.js';
import { SourceRecord } from './source-record.entity.js';
import { sourceRecordCondition } from './source-record-conditions.js';
import { SourceRecordListArgs } from './source-record-filter.input.js';
import { SourceSubjectKind } from './source-subject-kind.js';
import { targetsOfSources } from './source-subjects.js';

const SourceRecordConnection = connectionType('SourceRecord', () => SourceRecord);

/** What is in a source: of records and of candidates. */
interface OfSubject {
  readonly subjectKind: SourceSubjectKind;
  readonly subjectId: string;
  readonly subject: string;
}

/** Which versions and runs are in which sources. */
@Resolver(() => SourceRecord)
export class SourceRecordResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => SourceRecordConnection, {
    description:
      'Which versions and runs are in which sources, the last recorded first: of one repository, with what MLflow, DVC and GTO have of it; with one digest.',
  })
  sourceRecords(
    @Args(() => SourceRecordListArgs) { filter, ...args }: SourceRecordListArgs,
    @Ctx() { sourceRecords, caller }: SourceRecordContext,
  ): Promise<Page<SourceRecord>> {
    const condition = sourceRecordCondition(filter ?? {}, caller.rights);
    return readPage(
      args,
      (row) => row.id,
      (page) => sourceRecords.page(condition, page),
      () => sourceRecords.count(condition),
    );
  }

  @Mutation(() => RecordSourcesPayload, {
    description:
      'Records which versions and runs are in which sources, and what those say of them, by which the same thing in two sources is found. What is known is passed over. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.RECORD_SOURCE, targetsOfSources)
  recordSources(
    @Arg('input', () => RecordSourcesInput, { description: 'The versions and the runs, and their sources.' })
    input: RecordSourcesInput,
    @Ctx() context: SourceRecordContext,
  ): Promise<RecordSourcesPayload> {
    return recordSources(input, context);
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'The model version that is in the source.' })
  modelVersion(@Root() record: SourceRecord, @Ctx() context: SourceRecordContext) {
    return modelVersionOf(record, context);
  }

  @FieldResolver(() => DatasetVersionStub, {
    nullable: true,
    description: 'The dataset version that is in the source.',
  })
  datasetVersion(@Root() record: SourceRecord): PinnedStub | null {
    return stubOfKind(record, SourceSubjectKind.DATASET_VERSION);
  }

  @FieldResolver(() => RunStub, { nullable: true, description: 'The run that is in the source.' })
  run(@Root() record: SourceRecord): PinnedStub | null {
    return stubOfKind(record, SourceSubjectKind.RUN);
  }
}

/** What is the same in another source, or may be. */
@Resolver(() => SameAsCandidate)
export class SameAsResolver {
  @FieldResolver(() => ModelVersion, { nullable: true, description: 'It, where it is a model version.' })
  modelVersion(@Root() candidate: SameAsCandidate, @Ctx() context: SourceRecordContext) {
    return modelVersionOf(candidate, context);
  }

  @FieldResolver(() => DatasetVersionStub, { nullable: true, description: 'It, where it is a dataset version.' })
  datasetVersion(@Root() candidate: SameAsCandidate): PinnedStub | null {
    return stubOfKind(candidate, SourceSubjectKind.DATASET_VERSION);
  }

  @FieldResolver(() => RunStub, { nullable: true, description: 'It, where it is a run.' })
  run(@Root() candidate: SameAsCandidate): PinnedStub | null {
    return stubOfKind(candidate, SourceSubjectKind.RUN);
  }
}

async function modelVersionOf(
  { subjectKind, subjectId }: OfSubject,
  { loaders }: SourceRecordContext,
): Promise<ModelVersionRow | null> {
  return subjectKind === SourceSubjectKind.MODEL_VERSION ? loaders.versionById.load(subjectId) : null;
}

function stubOfKind({ subjectKind, subjectId, subject }: OfSubject, kind: SourceSubjectKind): PinnedStub | null {
  return subjectKind === kind ? stubOf({ id: subjectId, ref: subject }) : null;
}
