import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { IsName, IsVersion } from '#platform/validation/constraints.js';
import { Alias } from '../alias/alias.type.js';
import { Deployment } from '../deployment/deployment.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Rollback } from './rollback.entity.js';

/** What `rollback` takes. */
@InputType({ description: 'An alias to take back.' })
export class RollbackInput {
  @Field(() => String, { description: 'The model.' })
  @IsName()
  model: string;

  @Field(() => String, { description: 'The alias: `production`.' })
  @IsNotEmpty()
  @MaxLength(63)
  alias: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The version to go to. Left out: the one the alias stood at before, passing over those that are QUARANTINED, ARCHIVED or REJECTED and those it was rolled back from.',
  })
  @IsOptional()
  @IsVersion()
  to?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Go back only where the alias stands at this version now, so that of two who roll back at once one is refused, and so is the same call sent twice; left out or `null`: wherever it stands.',
  })
  @IsOptional()
  @IsVersion()
  expected?: string | null;

  @Field(() => String, { description: 'Why, for those who read the history.' })
  @IsNotEmpty()
  @MaxLength(2_000)
  reason: string;
}

/** What `rollback` gives back. */
@ObjectType({ description: 'What went back, where to, and after how long.', simpleResolvers: true })
export class RollbackPayload {
  @Field(() => ModelVersion, { description: 'The version that the alias left.' })
  from: ModelVersionRow;

  @Field(() => ModelVersion, { description: 'The version that it points to now.' })
  to: ModelVersionRow;

  @Field(() => Float, {
    description: 'Seconds from the moment the alias was set to `from` until this rollback.',
  })
  seconds: number;

  @Field(() => Alias, { description: 'The alias where it is now.' })
  alias: Alias;

  @Field(() => [Deployment], {
    description: 'The deployments of `to` that took the place of those of `from`, by target.',
  })
  deployments: readonly Deployment[];

  @Field(() => Rollback, { description: 'The rollback as it is remembered.' })
  rollback: Rollback;
}
