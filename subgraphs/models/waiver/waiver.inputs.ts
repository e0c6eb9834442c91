import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Waiver } from './waiver.entity.js';

/** What `waiveRule` takes. */
@InputType({ description: 'A rule to waive for one version, for a time.' })
export class WaiveRuleInput {
  @Field(() => String, { description: 'The model version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  modelVersion: string;

  @Field(() => String, { defaultValue: 'production', description: 'The alias it is for.' })
  @IsNotEmpty()
  @MaxLength(63)
  alias: string;

  @Field(() => String, {
    description: 'The rule, as `promotionCheck` names it: `auc >= 0.9`, `reproducible`, `approvals`, `tag card`.',
  })
  @IsNotEmpty()
  @MaxLength(600)
  rule: string;

  @Field(() => String, { description: 'Why.' })
  @IsNotEmpty()
  @MaxLength(2_000)
  reason: string;

  @Field(() => DateTime, { description: 'From when on it no longer counts: at most a year ahead.' })
  expiresAt: Date;
}

/** What `waiveRule` gives back. */
@ObjectType({ description: 'The waiver, and what it is for.', simpleResolvers: true })
export class WaiveRulePayload {
  @Field(() => Waiver, { description: 'The waiver.' })
  waiver: Waiver;

  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;
}
