import { Field, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Evaluation } from './evaluation.entity.js';

/** What `recordEvaluation` gives back. */
@ObjectType({ description: 'The evaluation, and the version that was evaluated.', simpleResolvers: true })
export class RecordEvaluationPayload {
  @Field(() => Evaluation, { description: 'The evaluation.' })
  evaluation: Evaluation;

  @Field(() => ModelVersion, { description: 'The version that was evaluated.' })
  modelVersion: ModelVersionRow;
}
