import { IsNotEmpty, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { ALIAS_PATTERN } from '#platform/refs/ref.js';
import { Policy, PolicyRules } from './policy.entity.js';

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

  @Field(() => String, { defaultValue: 'production', description: 'The alias it guards.' })
  @Matches(ALIAS_PATTERN, { message: 'alias must be a word such as production: letters, digits, ".", "_", "-"' })
  alias: string;

  @Field(() => PolicyRules, { nullable: true, description: 'The rules; null takes the policy away.' })
  @IsOptional()
  @ValidateNested()
  rules: PolicyRules | null;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason?: string | null;
}

/** What `setPolicy` gives back. */
@ObjectType({ description: 'The policy, and the one before.', simpleResolvers: true })
export class SetPolicyPayload {
  @Field(() => Policy, {
    nullable: true,
    description: 'The policy as it is now; null where one was to be taken away that never was.',
  })
  policy: Policy | null;

  @Field(() => Policy, { nullable: true, description: 'The one that held for this scope before; null where none did.' })
  previous: Policy | null;
}
