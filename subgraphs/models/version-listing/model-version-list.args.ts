import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { ModelVersionFilter } from './model-version-filter.input.js';
import { ModelVersionOrder } from './model-version-order.input.js';

/** The arguments of `modelVersions`. */
@ArgsType()
export class ModelVersionListArgs extends PageArgs {
  @Field(() => ModelVersionFilter, {
    nullable: true,
    description: 'Which versions; all of models that are not archived where it is left out.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: ModelVersionFilter | null;

  @Field(() => [ModelVersionOrder], {
    nullable: true,
    description: 'By what, the first thing first, at most 5; those that are equal stand newest first.',
  })
  @IsOptional()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  orderBy?: ModelVersionOrder[] | null;
}
