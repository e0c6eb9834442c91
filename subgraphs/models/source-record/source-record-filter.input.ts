import { IsIn, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { IsNamespace } from '#platform/validation/constraints.js';
import { SourceSubjectKind } from './source-subject-kind.js';

const MAX_SAID = 2_000;

/** Which records of sources a list has. */
@InputType({ description: 'Which records of sources to list: those that meet all of it.' })
export class SourceRecordFilter {
  @Field(() => SourceSubjectKind, { nullable: true, description: 'Of things of this kind.' })
  @IsOptional()
  @IsIn(Object.values(SourceSubjectKind))
  kind?: SourceSubjectKind | null;

  @Field(() => String, { nullable: true, description: 'By this tool.' })
  @IsOptional()
  @MaxLength(100)
  tool?: string | null;

  @Field(() => String, { nullable: true, description: 'In this source, as it was recorded.' })
  @IsOptional()
  @MaxLength(MAX_SAID)
  location?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'In this Git repository, or of code in it, however its URL is written: `git@github.com:acme/fraud.git` and `https://github.com/acme/fraud` are one.',
  })
  @IsOptional()
  @MaxLength(MAX_SAID)
  repository?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With this digest, of its whole content or of a part, the algorithm before it: `md5:…`.',
  })
  @IsOptional()
  @MaxLength(500)
  digest?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of what is in this namespace, and in those below it; of all where it is empty.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;
}

/** The arguments of the list. */
@ArgsType()
export class SourceRecordListArgs extends PageArgs {
  @Field(() => SourceRecordFilter, { nullable: true, description: 'Which; all where left out.' })
  filter?: SourceRecordFilter | null;
}
