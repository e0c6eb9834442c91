import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';

/** The build that registered a version. Beside the version, not part of its digest: the same content built again is the same. */
@ObjectType({ description: 'The build that registered the version.', simpleResolvers: true })
@InputType('BuildInput', { description: 'The build that registers the version; not part of its digest.' })
export class Build {
  @Field(() => String, { description: '`github-actions`, `gitlab-ci`, `jenkins`, …' })
  @IsNotEmpty()
  @MaxLength(100)
  system: string;

  @Field(() => String, { nullable: true, description: 'The number or id of the build.' })
  @IsOptional()
  @MaxLength(500)
  run?: string | null;

  @Field(() => String, { nullable: true, description: 'Where people can read about it. Kept as text; never fetched.' })
  @IsOptional()
  @MaxLength(4_000)
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'The workflow or job.' })
  @IsOptional()
  @MaxLength(500)
  job?: string | null;

  @Field(() => String, { nullable: true, description: 'What set it off: `push`, `merge_request_event`, …' })
  @IsOptional()
  @MaxLength(500)
  event?: string | null;

  @Field(() => String, { nullable: true, description: 'The branch or tag it built.' })
  @IsOptional()
  @MaxLength(1_000)
  ref?: string | null;
}
