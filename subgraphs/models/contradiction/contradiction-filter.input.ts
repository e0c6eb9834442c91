import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { IsName, IsNamespace } from '#platform/validation/constraints.js';
import { ContradictionKind } from './contradiction-kind.js';

/** Which contradictions of a thing a list has. */
@InputType({ description: 'Which contradictions to list: those that meet all of it.' })
export class ContradictionFilter {
  @Field(() => [ContradictionKind], { nullable: true, description: 'Of these kinds.' })
  @IsOptional()
  @ArrayMaxSize(20)
  kinds?: ContradictionKind[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Those alone that are open, or those alone that are resolved; both where left out.',
  })
  open?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Reported at this moment or later.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Reported before this moment.' })
  until?: Date | null;

  @Field(() => String, { nullable: true, description: 'Of this source alone, as it was reported.' })
  @IsOptional()
  @MaxLength(2_000)
  source?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of what is in this namespace, and in those below it; of all where it is empty.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of this model: of its versions, and of the runs and the data that they rest on.',
  })
  @IsOptional()
  @IsName()
  model?: string | null;
}

/** The arguments of lists of contradictions. */
@ArgsType()
export class ContradictionListArgs extends PageArgs {
  @Field(() => ContradictionFilter, { nullable: true, description: 'Which; all where left out.' })
  filter?: ContradictionFilter | null;
}
