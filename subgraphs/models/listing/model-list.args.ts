import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { ModelFilter } from './model-filter.input.js';
import { ModelOrder } from './model-order.input.js';

/** The arguments of `models`. */
@ArgsType()
export class ModelListArgs extends PageArgs {
  @Field(() => ModelFilter, {
    nullable: true,
    description: 'Which models; all that are not archived where it is left out.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: ModelFilter | null;

  @Field(() => [ModelOrder], {
    nullable: true,
    description: 'By what, the first thing first, at most 4; those that are equal stand newest first.',
  })
  @IsOptional()
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  orderBy?: ModelOrder[] | null;
}
