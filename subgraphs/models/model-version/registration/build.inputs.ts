import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';

/** The build that registers a version. */
@InputType({ description: 'The build that registers the version; not part of its digest.' })
export class BuildInput {
  @Field(() => String, { description: 'The CI system: `github-actions`, `gitlab-ci`, `jenkins`, …' })
  @IsNotEmpty()
  @MaxLength(100)
  system: string;

  @Field(() => String, { nullable: true, description: 'The number or id of the build in that system.' })
  @IsOptional()
  @MaxLength(500)
  buildId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where people can read about it. Stored as text; never fetched.',
  })
  @IsOptional()
  @MaxLength(4_000)
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'The workflow or job.' })
  @IsOptional()
  @MaxLength(500)
  job?: string | null;

  @Field(() => String, { nullable: true, description: 'The event that started it: `push`, `merge_request_event`, …' })
  @IsOptional()
  @MaxLength(500)
  event?: string | null;

  @Field(() => String, { nullable: true, description: 'The branch or tag that was built.' })
  @IsOptional()
  @MaxLength(1_000)
  gitRef?: string | null;
}
