import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { ModelsContext } from '../context.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { Evaluation, EvaluationMetric } from './evaluation.entity.js';
import { MetricTrendPoint, RecordEvaluationInput, RecordEvaluationPayload } from './evaluation.inputs.js';
import { metricTrend } from './metric-trend.js';
import { recordEvaluation } from './record-evaluation.js';

const EvaluationConnection = connectionType('Evaluation', () => Evaluation);

/** Evaluations, and what they are of. */
@Resolver(() => Evaluation)
export class EvaluationResolver {
  @Mutation(() => RecordEvaluationPayload, {
    description:
      'Appends what was measured of a version after the fact, on some data or a slice of it. What you recorded last of it, in every word the same, is not recorded again; where the same was measured anew, `evaluatedAt` says so.',
  })
  recordEvaluation(
    @Arg('input', () => RecordEvaluationInput, { description: 'What was measured.' }) input: RecordEvaluationInput,
    @Ctx() context: ModelsContext,
  ): Promise<RecordEvaluationPayload> {
    return recordEvaluation(input, context);
  }

  @FieldResolver(() => [EvaluationMetric], { description: 'What was measured, in the order it was told.' })
  metrics(@Root() { metrics }: Evaluation): Evaluation['metrics'] {
    return metrics;
  }

  @FieldResolver(() => DatasetVersionStub, { nullable: true, description: 'The dataset version it was measured on.' })
  datasetVersion(@Root() { datasetPin }: Evaluation): DatasetVersionStub | null {
    return datasetPin && { id: datasetPin.id };
  }
}

/** The evaluations of a version. */
@Resolver(() => ModelVersion)
export class ModelVersionEvaluationResolver {
  @FieldResolver(() => EvaluationConnection, { description: 'What was measured of it after the fact, newest first.' })
  evaluations(
    @Root() version: ModelVersionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { evaluations }: ModelsContext,
  ): Promise<Page<Evaluation>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => evaluations.page(version.id, page),
      () => evaluations.count(version.id),
    );
  }
}

/** How a model's metrics go. */
@Resolver(() => Model)
export class ModelTrendResolver {
  @FieldResolver(() => [MetricTrendPoint], {
    description:
      'A metric over its newest versions, oldest first. Where data or a slice is named, evaluations on it; else the last evaluation, or the run. A version that nobody measured is left out.',
  })
  metricTrend(
    @Root() model: Model,
    @Arg('key', () => String, { description: 'The metric: `auc`.' }) key: string,
    @Arg('dataset', () => String, {
      nullable: true,
      description: 'Measured on this dataset version, by ref, or on any version of this dataset, by name.',
    })
    dataset: string | null,
    @Arg('slice', () => String, { nullable: true, description: 'Measured on this slice.' }) slice: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: ModelsContext,
  ): Promise<MetricTrendPoint[]> {
    return metricTrend({ model, key, on: { dataset: dataset ?? null, slice: slice ?? null }, args }, context);
  }
}
