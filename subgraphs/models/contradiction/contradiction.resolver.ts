import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { type PinnedStub, stubOf } from '#values/stub-of.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { targetOfReport } from './contradicted-subject.js';
import type { ContradictionContext } from './contradiction.context.js';
import { Contradiction } from './contradiction.entity.js';
import { ReportContradictionInput, ResolveContradictionInput } from './contradiction.inputs.js';
import { ReportContradictionPayload, ResolveContradictionPayload } from './contradiction.payloads.js';
import { type ContradictedOwner, contradictionCondition } from './contradiction-conditions.js';
import { ContradictionListArgs } from './contradiction-filter.input.js';
import type { ContradictedKind } from './contradiction-kind.js';
import { reportContradiction } from './report-contradiction.js';
import { resolveContradiction, targetOfResolution } from './resolve-contradiction.js';

const ContradictionConnection = connectionType('Contradiction', () => Contradiction);

/** Contradictions: reported, resolved, listed. */
@Resolver(() => Contradiction)
export class ContradictionResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => ContradictionConnection, {
    description:
      'What sources say other than what is known, newest first: of a model, a namespace, a source, over time.',
  })
  contradictions(
    @Args(() => ContradictionListArgs) args: ContradictionListArgs,
    @Ctx() context: ContradictionContext,
  ): Promise<Page<Contradiction>> {
    return listContradictions(null, args, context);
  }

  @Mutation(() => ReportContradictionPayload, {
    description:
      'Records that a source says other than what is known of a version or a run: a tag moved, bytes changed, a run was deleted. The same of the same source is one fact as long as it is open. Safe to send twice without an idempotency key as long as nobody resolves it in between.',
  })
  @Needs(RULES.REPORT_CONTRADICTION, targetOfReport)
  reportContradiction(
    @Arg('input', () => ReportContradictionInput, { description: 'What is contradicted, by what.' })
    input: ReportContradictionInput,
    @Ctx() context: ContradictionContext,
  ): Promise<ReportContradictionPayload> {
    return reportContradiction(input, context);
  }

  @Mutation(() => ResolveContradictionPayload, {
    description:
      'Records that a contradiction is one no more: the source agrees again, or somebody has decided. Of one that is resolved nothing changes. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.RESOLVE_CONTRADICTION, targetOfResolution)
  resolveContradiction(
    @Arg('input', () => ResolveContradictionInput, { description: 'The contradiction, and why it is resolved.' })
    input: ResolveContradictionInput,
    @Ctx() context: ContradictionContext,
  ): Promise<ResolveContradictionPayload> {
    return resolveContradiction(input, context);
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'The model version that is contradicted.' })
  modelVersion(
    @Root() { subjectKind, subjectId }: Contradiction,
    @Ctx() { loaders }: ContradictionContext,
  ): Promise<ModelVersionRow | null> | null {
    return subjectKind === 'MODEL_VERSION' ? loaders.versionById.load(subjectId) : null;
  }

  @FieldResolver(() => DatasetVersionStub, { nullable: true, description: 'The dataset version that is contradicted.' })
  datasetVersion(@Root() contradiction: Contradiction): PinnedStub | null {
    return subjectOf(contradiction, 'DATASET_VERSION');
  }

  @FieldResolver(() => RunStub, { nullable: true, description: 'The run that is contradicted.' })
  run(@Root() contradiction: Contradiction): PinnedStub | null {
    return subjectOf(contradiction, 'RUN');
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was resolved; null while it is open.' })
  async resolvedAt(@Root() { id }: Contradiction, @Ctx() { loaders }: ContradictionContext): Promise<Date | null> {
    return (await loaders.contradictionResolution.load(id))?.createdAt ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who resolved it; null while it is open.' })
  async resolvedBy(@Root() { id }: Contradiction, @Ctx() { loaders }: ContradictionContext): Promise<string | null> {
    return (await loaders.contradictionResolution.load(id))?.actor ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it is resolved; null while it is open.' })
  async resolution(@Root() { id }: Contradiction, @Ctx() { loaders }: ContradictionContext): Promise<string | null> {
    return (await loaders.contradictionResolution.load(id))?.reason ?? null;
  }
}

/** The contradictions of a model. */
@Resolver(() => Model)
export class ModelContradictionResolver {
  @FieldResolver(() => ContradictionConnection, {
    description: 'What sources say other than what is known of its versions, and of the runs and data they rest on.',
  })
  contradictions(
    @Root() { id: model }: Model,
    @Args(() => ContradictionListArgs) args: ContradictionListArgs,
    @Ctx() context: ContradictionContext,
  ): Promise<Page<Contradiction>> {
    return listContradictions({ model }, args, context);
  }
}

/** The contradictions of a version. */
@Resolver(() => ModelVersion)
export class ModelVersionContradictionResolver {
  @FieldResolver(() => ContradictionConnection, {
    description: 'What sources say other than what is known of it, and of the run and the data it rests on.',
  })
  contradictions(
    @Root() { id: modelVersion }: ModelVersionRow,
    @Args(() => ContradictionListArgs) args: ContradictionListArgs,
    @Ctx() context: ContradictionContext,
  ): Promise<Page<Contradiction>> {
    return listContradictions({ modelVersion }, args, context);
  }
}

function listContradictions(
  owner: ContradictedOwner,
  { filter, ...args }: ContradictionListArgs,
  { contradictions, caller }: ContradictionContext,
): Promise<Page<Contradiction>> {
  const condition = contradictionCondition(owner, filter ?? {}, caller.rights);
  return readPage(
    args,
    (row) => row.id,
    (page) => contradictions.page(condition, page),
    () => contradictions.count(condition),
  );
}

function subjectOf({ subjectKind, subjectId, subject }: Contradiction, kind: `${ContradictedKind}`): PinnedStub | null {
  return subjectKind === kind ? stubOf({ id: subjectId, ref: subject }) : null;
}
