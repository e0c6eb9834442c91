import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { ReasonField } from '#values/reason-field.js';
import { AliasField } from '../fields/alias-field.js';
import { PolicyRules } from './policy-rules.js';

const SCOPE = /^(?=.{1,200}$)(?:\*|[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*){0,5}(?:\/\*)?)$/;

/** What `setPolicy` takes. */
@InputType({ description: 'The rules by which versions are promoted.' })
export class SetPolicyInput {
  @Field(() => String, {
    description: 'A model `fraud/detector`, a namespace `fraud/*`, or everything `*`. The closest one holds.',
  })
  @Matches(SCOPE, {
    message: 'scope must be the name of a model (fraud/detector), a namespace and a star (fraud/*), or a star',
  })
  scope: string;

  @AliasField({ defaultValue: 'production', description: 'The alias that the policy guards.' })
  alias: string;

  @Field(() => PolicyRules, { nullable: true, description: 'The rules; null removes the policy.' })
  @IsOptional()
  @ValidateNested()
  rules: PolicyRules | null;

  @ReasonField()
  reason?: string | null;
}
