import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { IsDigest } from '#platform/validation/constraints.js';

/** A language runtime. */
@ObjectType({ description: 'A language runtime and its version.', simpleResolvers: true })
@InputType('RuntimeInput', { description: 'A language runtime and its version.' })
export class Runtime {
  @Field(() => String, { description: '`python`, `node`, `r`, …' })
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @Field(() => String, { description: '`3.11.7`' })
  @IsNotEmpty()
  @MaxLength(100)
  version: string;
}

/** An installed package. */
@ObjectType({ description: 'An installed package.', simpleResolvers: true })
@InputType('PackageInput', { description: 'An installed package.' })
export class Package {
  @Field(() => String, { description: '`pip`, `conda`, `npm`, `apt`, …' })
  @IsNotEmpty()
  @MaxLength(50)
  manager: string;

  @Field(() => String, { description: 'The name as the manager spells it.' })
  @IsNotEmpty()
  @MaxLength(214)
  name: string;

  @Field(() => String, { nullable: true, description: 'The exact version; null where it is not pinned.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  version?: string | null;
}

/** A lock file. */
@ObjectType({ description: 'A lock file, by digest.', simpleResolvers: true })
@InputType('LockInput', { description: 'A lock file, by digest.' })
export class Lock {
  @Field(() => String, { description: 'Its path in the repository.' })
  @IsNotEmpty()
  @MaxLength(1_000)
  path: string;

  @Field(() => String, { description: '`sha256:…` of the file.' })
  @IsDigest()
  digest: string;
}
