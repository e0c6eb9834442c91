import { IsNotEmpty, IsOptional, Matches, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { ALIAS_PATTERN } from '#platform/refs/ref.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { IsName, IsVersion } from '#platform/validation/constraints.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** A name that points to a version and may move. */
@ObjectType({
  description: 'A name that points to one version of a model and may move: `production`.',
  simpleResolvers: true,
})
export class Alias {
  @Field(() => String, { description: 'The alias itself.' })
  name: string;

  @Field(() => ModelVersion, { description: 'Where it points.' })
  modelVersion: ModelVersionRow;

  @Field(() => DateTime, { description: 'Since when it points there.' })
  since: Date;

  @Field(() => String, { description: 'Who set it there.' })
  by: string;
}

/** What `setAlias` takes. */
@InputType({ description: 'Where an alias shall point.' })
export class SetAliasInput {
  @Field(() => String, { description: 'The model.' })
  @IsName()
  model: string;

  @Field(() => String, { description: 'The alias: it begins with a letter and is not `latest`.' })
  @Matches(ALIAS_PATTERN, {
    message:
      'alias must begin with a letter, hold only letters, digits, ".", "_", "-", at most 63, and must not be latest',
  })
  alias: string;

  @Field(() => String, {
    description: 'The version it shall point to; not one that is QUARANTINED, ARCHIVED or REJECTED.',
  })
  @IsVersion()
  version: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Move only where it stands at this version now; `null`: only where it does not exist; left out: in any case.',
  })
  @IsOptional()
  @IsVersion()
  expected?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason?: string | null;
}

/** What `setAlias` gives back. */
@ObjectType({ description: 'The alias where it is now, and where it was.', simpleResolvers: true })
export class SetAliasPayload {
  @Field(() => Alias, { description: 'The alias where it is now.' })
  alias: Alias;

  @Field(() => ModelVersion, { nullable: true, description: 'Where it pointed before; null where it is new.' })
  previous: ModelVersionRow | null;
}

/** What `removeAlias` takes. */
@InputType({ description: 'An alias to take away.' })
export class RemoveAliasInput {
  @Field(() => String, { description: 'The model.' })
  @IsName()
  model: string;

  @Field(() => String, { description: 'The alias.' })
  @IsNotEmpty()
  @MaxLength(63)
  alias: string;

  @Field(() => String, {
    nullable: true,
    description: 'Remove it only where it stands at this version now; left out or `null`: wherever it stands.',
  })
  @IsOptional()
  @IsVersion()
  expected?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, for those who read the history.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason?: string | null;
}

/** What `removeAlias` gives back. */
@ObjectType({ description: 'The model without the alias, and where the alias pointed.', simpleResolvers: true })
export class RemoveAliasPayload {
  @Field(() => Model, { description: 'The model.' })
  model: Model;

  @Field(() => ModelVersion, { description: 'Where the alias pointed before.' })
  previous: ModelVersionRow;
}
