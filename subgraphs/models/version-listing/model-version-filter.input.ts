import { ArrayMaxSize, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsName, MAX_REF } from '#platform/validation/constraints.js';
import { ModelVersionStatus } from '#values/model-version-status.js';
import { TagCondition } from '#values/tag-condition.input.js';
import { ModelFilter } from '../listing/model-filter.input.js';

/** The most values of one condition. */
const MAX_LISTED = 100;

/** Which versions `modelVersions` lists. */
@InputType({ description: 'Which model versions to list: those that meet all of it.' })
export class ModelVersionFilter {
  @Field(() => String, { nullable: true, description: 'Of the model with this name, archived or not.' })
  @IsOptional()
  @IsName()
  model?: string | null;

  @Field(() => ModelFilter, {
    nullable: true,
    description: 'Of the models that meet this; of all that are not archived where neither this nor `model` is given.',
  })
  @IsOptional()
  @ValidateNested()
  models?: ModelFilter | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'That one of these runs produced, by id: those that pin it, and those it was attached to; at most 100.',
  })
  @IsOptional()
  @ArrayMaxSize(MAX_LISTED)
  @MaxLength(MAX_REF, { each: true })
  runs?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'That have one of these numbers of another registry, at most 100.',
  })
  @IsOptional()
  @ArrayMaxSize(MAX_LISTED)
  @Matches(/^\d{1,9}$/, { each: true, message: 'each value in $property must be a number: 1 to 9 digits' })
  externalVersions?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether another registry gave them a number; those with and without one where it is left out.',
  })
  @IsOptional()
  numbered?: boolean | null;

  @Field(() => [ModelVersionStatus], { nullable: true, description: 'That have one of these statuses now.' })
  @IsOptional()
  @ArrayMaxSize(MAX_LISTED)
  statuses?: ModelVersionStatus[] | null;

  @Field(() => [TagCondition], { defaultValue: [], description: 'Conditions on their tags, at most 100.' })
  @ArrayMaxSize(MAX_LISTED)
  @ValidateNested({ each: true })
  tags: TagCondition[];
}
