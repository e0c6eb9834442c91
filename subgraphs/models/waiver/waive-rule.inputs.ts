import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { RequiredReasonField } from '#values/reason-field.js';
import { AliasField } from '../fields/alias-field.js';
import { RefField } from '../fields/ref-field.js';

/** What `waiveRule` takes. */
@InputType({ description: 'A rule to waive for one version, for a time.' })
export class WaiveRuleInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @AliasField({ defaultValue: 'production', description: 'The alias that the rule guards.' })
  alias: string;

  @Field(() => String, {
    description: 'The rule, as `previewPromotion` names it: `auc >= 0.9`, `reproducible`, `approvals`, `tag card`.',
  })
  @IsNotEmpty()
  @MaxLength(600)
  rule: string;

  @RequiredReasonField()
  reason: string;

  @Field(() => DateTime, { description: 'When the waiver ends: at most a year ahead.' })
  expiresAt: Date;
}
