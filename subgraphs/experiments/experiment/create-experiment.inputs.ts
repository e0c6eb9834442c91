import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { HasBeen, IsName, IsNamespace, IsTags } from '#platform/validation/constraints.js';
import { MAX_DISPLAY_NAME } from '#values/display-name.type.js';

/** What `createExperiment` takes. */
@InputType({
  description:
    'An experiment to make: by its `name`, or by a `namespace` and a `displayName`, from which its name is derived.',
})
export class CreateExperimentInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its name: `namespace/name`. Leave it out to have it derived from the display name.',
  })
  @IsOptional()
  @IsName()
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where it stands, if its name is derived: `fraud/europe`; empty for no namespace.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What people and other tools call it: any text. No two experiments of a namespace that are not archived are called the same. Its name where left out.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_DISPLAY_NAME)
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  @IsOptional()
  @MaxLength(10_000)
  description?: string | null;

  @Field(() => JsonObject, { nullable: true, description: 'Tags: a JSON object from keys to texts.' })
  @IsOptional()
  @IsTags()
  tags?: Record<string, string> | null;

  @Field(() => String, { nullable: true, description: 'Where the files of its runs lie: `s3://models/fraud`.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(2_000)
  artifactLocation?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its id in the tool it comes from: `mlflow:12`. The same one in the same namespace is the same experiment, whatever it is called by now.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  externalId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made in the tool it comes from.' })
  @IsOptional()
  @HasBeen()
  createdElsewhereAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Who made it in the tool it comes from.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  createdElsewhereBy?: string | null;
}
