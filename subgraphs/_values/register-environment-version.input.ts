import { ArrayMaxSize, IsNotEmpty, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { SafeInt } from '#platform/scalars/scalars.js';
import { IsName, IsVersion } from '#platform/validation/constraints.js';
import { Lock, Package, Runtime } from './environment-parts.js';

/** What `registerEnvironmentVersion` takes. */
@InputType({ description: 'An environment to register. The same content again is the same version.' })
export class RegisterEnvironmentVersionInput {
  @Field(() => String, { description: 'The environment: `namespace/name`; made if it is new.' })
  @IsName()
  environment: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The version to register under; derived where left out. It is at least the derived one, or goes on with an older line: 1.4.1 beside 2.0.0 where it is no more than a PATCH of the highest 1.4.x, 1.5.0 where it is no more than a MINOR of the highest 1.x. The first one is any.',
  })
  @IsOptional()
  @IsVersion()
  version?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The container image, best by digest: `registry/name@sha256:…`.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(1_000)
  image?: string | null;

  @Field(() => Runtime, { nullable: true, description: 'The language runtime; another major version makes a MAJOR.' })
  @IsOptional()
  @ValidateNested()
  runtime?: Runtime | null;

  @Field(() => String, { nullable: true, description: 'Operating system and architecture: `linux/amd64`.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  os?: string | null;

  @Field(() => [Package], { defaultValue: [], description: 'What is installed; the order does not count.' })
  @ArrayMaxSize(5_000)
  @ValidateNested({ each: true })
  packages: Package[];

  @Field(() => Lock, { nullable: true, description: 'The lock file the packages are installed from.' })
  @IsOptional()
  @ValidateNested()
  lock?: Lock | null;

  @Field(() => String, { nullable: true, description: 'The hardware it is meant for: `1x NVIDIA A100`.' })
  @IsOptional()
  @MaxLength(500)
  hardware?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'The seed of its random generators.' })
  seed?: number | null;

  @Field(() => [String], { defaultValue: [], description: 'Names of environment variables; values are not taken.' })
  @ArrayMaxSize(1_000)
  @Matches(/^[A-Za-z_][A-Za-z0-9_]{0,200}$/, {
    each: true,
    message: 'variables must be names of environment variables, without values',
  })
  variables: string[];

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  @IsOptional()
  @MaxLength(10_000)
  description?: string | null;
}
