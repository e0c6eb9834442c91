import { IsNotEmpty, IsOptional, Matches, MaxLength } from 'class-validator';
import { Directive, Field, InputType, ObjectType } from 'type-graphql';

/** The code something was made from. */
@Directive('@shareable')
@ObjectType({ description: 'The code something was made from: a commit of a repository.', simpleResolvers: true })
export class CodeVersion {
  @Field(() => String, { nullable: true, description: 'The repository’s URL, without credentials.' })
  repository: string | null;

  @Field(() => String, { description: 'The commit, in hexadecimal digits.' })
  commit: string;

  @Field(() => String, { nullable: true, description: 'The folder or file in the repository.' })
  path: string | null;

  @Field(() => Boolean, { description: 'Whether the tree held changes that were not committed.' })
  dirty: boolean;
}

/** The code something was made from, as input. */
@InputType({ description: 'The code something was made from: a commit of a repository.' })
export class CodeVersionInput {
  @Field(() => String, { nullable: true, description: 'The repository’s URL; credentials in it are not stored.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  repository?: string | null;

  @Field(() => String, { description: 'The commit: 7 to 64 hexadecimal digits.' })
  @Matches(/^[0-9a-f]{7,64}$/, { message: 'commit must be a Git commit of 7 to 64 lower-case hexadecimal digits' })
  commit: string;

  @Field(() => String, { nullable: true, description: 'The folder or file in the repository.' })
  @IsOptional()
  @MaxLength(1_000)
  path?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the tree held changes that were not committed.' })
  dirty: boolean;
}

/** What is stored of a code input: every property present, no credentials in the repository's URL. */
export function storedCode({ repository, commit, path, dirty }: CodeVersionInput): CodeVersion {
  return { repository: repository == null ? null : withoutCredentials(repository), commit, path: path ?? null, dirty };
}

/** `https://user:token@host/…` becomes `https://host/…`; `git@host:…` holds no secret and stays. */
function withoutCredentials(repository: string): string {
  return repository.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1');
}
