import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { SearchDirection, SearchKind, SearchOrderBy } from './search.enums.js';

/** The order of a search's results. */
@InputType({ description: 'What results stand in order of.' })
export class SearchOrder {
  @Field(() => SearchOrderBy, { defaultValue: SearchOrderBy.RELEVANCE, description: 'What counts.' })
  by: SearchOrderBy;

  @Field(() => String, { nullable: true, description: 'Which metric, where a metric counts: `auc`.' })
  @IsOptional()
  @MaxLength(250)
  metric?: string | null;

  @Field(() => SearchDirection, { defaultValue: SearchDirection.DESC, description: 'Which end comes first.' })
  direction: SearchDirection;
}

/** What `search` takes. */
@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, {
    description:
      'What to look for, in the grammar of docs/search.md: `namespace:fraud metric.auc > 0.93 and not status:archived`. Empty, it finds everything.',
  })
  query: string;

  @Field(() => [SearchKind], {
    nullable: true,
    description: 'What kinds of things to find; every kind where left out.',
  })
  kinds?: SearchKind[] | null;

  @Field(() => SearchOrder, {
    nullable: true,
    description: 'What the results stand in order of; the most relevant first where left out.',
  })
  @IsOptional()
  @ValidateNested()
  orderBy?: SearchOrder | null;
}
