import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';

/** Characters of a text of another tool at most: what MLflow takes for a schema. */
const MAX_RAW = 999_999;

/** A digest under an algorithm of another tool. */
@ObjectType({ description: 'A digest that another tool took, under its own algorithm.', simpleResolvers: true })
@InputType('ExternalDigestInput', { description: 'A digest that another tool took, under its own algorithm.' })
export class ExternalDigest {
  @Field(() => String, { description: 'How it was taken, in the words of the tool: `mlflow`, `md5`.' })
  @IsNotEmpty()
  @MaxLength(100)
  algorithm: string;

  @Field(() => String, { description: 'The digest as the tool writes it.' })
  @IsNotEmpty()
  @MaxLength(500)
  value: string;
}

/** What another tool says of a dataset version, in its own words. */
@InputType({
  description: 'What another tool says of a dataset version: texts as it gave them, of which nothing is changed.',
})
export class ExternalDatasetInput {
  @Field(() => String, { description: 'What it is called there.' })
  @IsNotEmpty()
  @MaxLength(500)
  name: string;

  @Field(() => String, { nullable: true, description: 'Of what kind its source is: `local`, `huggingface`.' })
  @IsOptional()
  @MaxLength(500)
  sourceType?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it comes from, often as JSON.' })
  @IsOptional()
  @MaxLength(MAX_RAW)
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'Its schema, often as JSON.' })
  @IsOptional()
  @MaxLength(MAX_RAW)
  schema?: string | null;

  @Field(() => String, { nullable: true, description: 'What was computed of it, often as JSON.' })
  @IsOptional()
  @MaxLength(MAX_RAW)
  profile?: string | null;
}
