import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { sees } from '#platform/auth/rights.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { stubOf } from '#values/stub-of.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { versionTarget } from '../model-version/version-target.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import type { EvaluationContext } from './evaluation.context.js';
import { Evaluation } from './evaluation.entity.js';
import { evaluationMatrix, MAX_VERSIONS } from './evaluation-matrix.js';
import { EvaluationMatrix } from './evaluation-matrix.type.js';
import { EvaluationMetric } from './evaluation-metric.js';
import { metricTrend } from './metric-trend.js';
import { MetricTrendPoint } from './metric-trend.type.js';
import { RecordEvaluationInput } from './record-evaluation.inputs.js';
import { recordEvaluation } from './record-evaluation.js';
import { RecordEvaluationPayload } from './record-evaluation.payload.js';

const EvaluationConnection = connectionType('Evaluation', () => Evaluation);
const MetricTrendConnection = connectionType('MetricTrend', () => MetricTrendPoint);

/** Evaluations, and what they are of. */
@Resolver(() => Evaluation)
export class EvaluationResolver {
  @Mutation(() => RecordEvaluationPayload, {
    description:
      'Records what was measured of a version after it was registered, on some data or a slice of it. The same evaluation, sent again by the same caller, is not recorded again; where the same was measured anew, give `evaluatedAt`. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.EVALUATE, versionTarget)
  recordEvaluation(
    @Arg('input', () => RecordEvaluationInput, { description: 'The version, and what was measured.' })
    input: RecordEvaluationInput,
    @Ctx() context: EvaluationContext,
  ): Promise<RecordEvaluationPayload> {
    return recordEvaluation(input, context);
  }

  @FieldResolver(() => [EvaluationMetric], { description: 'What was measured, in the order in which it was recorded.' })
  metrics(@Root() { metrics }: Evaluation): Evaluation['metrics'] {
    return metrics;
  }

  @FieldResolver(() => DatasetVersionStub, { nullable: true, description: 'The dataset version it was measured on.' })
  datasetVersion(@Root() { datasetPin }: Evaluation): DatasetVersionStub | null {
    return datasetPin && stubOf(datasetPin);
  }
}

/** The evaluations of a version. */
@Resolver(() => ModelVersion)
export class ModelVersionEvaluationResolver {
  @FieldResolver(() => EvaluationConnection, { description: 'Its evaluations, newest first.' })
  evaluations(
    @Root() version: ModelVersionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { evaluations }: EvaluationContext,
  ): Promise<Page<Evaluation>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => evaluations.page(version.id, page),
      () => evaluations.count(version.id),
    );
  }
}

/** The name of no dataset: nothing was measured on it. */
const NO_DATA = '/';

/** How a metric of a model moved from version to version. */
@Resolver(() => Model)
export class ModelTrendResolver {
  @FieldResolver(() => EvaluationMatrix, {
    description:
      'A metric of versions by the slices that they were evaluated on, whatever the data: the last evaluation of each counts.',
  })
  evaluationMatrix(
    @Root() model: Model,
    @Arg('key', () => String, { description: 'The metric: `auc`.' }) key: string,
    @Arg('versions', () => [String], {
      nullable: true,
      description: `Versions, aliases or digests, at most ${MAX_VERSIONS}: \`1.4.0\`, \`production\`; the highest versions where left out.`,
    })
    versions: string[] | null,
    @Ctx() context: EvaluationContext,
  ): Promise<EvaluationMatrix> {
    return evaluationMatrix({ model, key, versions: versions ?? null }, context);
  }

  @FieldResolver(() => MetricTrendConnection, {
    description:
      'A metric from version to version, the highest first. Where data or a slice is named, the last evaluation on it; else the last evaluation, or the run. It is paged by versions: one that nobody measured has no node, and `totalCount` counts it.',
  })
  metricTrend(
    @Root() model: Model,
    @Arg('key', () => String, { description: 'The metric: `auc`.' }) key: string,
    @Arg('dataset', () => String, {
      nullable: true,
      description: 'Measured on any version of this dataset, by name.',
    })
    dataset: string | null,
    @Arg('datasetVersion', () => String, {
      nullable: true,
      description: 'Measured on this dataset version, by ref.',
    })
    datasetVersion: string | null,
    @Arg('slice', () => String, { nullable: true, description: 'Measured on this slice.' }) slice: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: EvaluationContext,
  ): Promise<Page<MetricTrendPoint>> {
    const data = datasetVersion ?? dataset ?? null;
    const isHidden = data !== null && !sees(context.caller.rights, data);
    const on = { dataset: isHidden ? NO_DATA : data, slice: slice ?? null };
    return metricTrend({ model, key, on, args }, context);
  }
}
