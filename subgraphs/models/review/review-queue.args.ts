import { IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { AliasField } from '../fields/alias-field.js';

/** What `reviewQueue` takes. */
@ArgsType()
export class ReviewQueueArgs extends PageArgs {
  @AliasField({ defaultValue: 'production', description: 'The alias that the versions would be promoted to.' })
  alias: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of models in this namespace and below it alone: `team/vision`. Of all where it is empty.',
  })
  @IsOptional()
  @MaxLength(MAX_REF)
  namespace?: string | null;
}
