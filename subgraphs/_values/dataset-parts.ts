import { ArrayMaxSize, ArrayNotEmpty, IsNotEmpty, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { SafeInt } from '#platform/scalars/scalars.js';

/** A column of a dataset. */
@ObjectType({ description: 'A column or feature.', simpleResolvers: true })
@InputType('ColumnInput', { description: 'A column or feature.' })
export class Column {
  @Field(() => String, { description: 'Its name; each name once.' })
  @IsNotEmpty()
  @MaxLength(500)
  name: string;

  @Field(() => String, { description: 'Its type, as the storage spells it: `double`, `boolean`, `list<string>`.' })
  @IsNotEmpty()
  @MaxLength(500)
  type: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it may be null.' })
  nullable: boolean;

  @Field(() => String, { nullable: true, description: 'What it means.' })
  @IsOptional()
  @MaxLength(5_000)
  description?: string | null;
}

/** What a column of a derived dataset version was made from. */
@ObjectType({ description: 'A column, and the columns it was made from.', simpleResolvers: true })
@InputType('ColumnLineageInput', { description: 'A column, and the columns it was made from.' })
export class ColumnLineage {
  @Field(() => String, { description: 'The column, by its name in the schema; each once.' })
  @IsNotEmpty()
  @MaxLength(500)
  column: string;

  @Field(() => [String], {
    description:
      'The columns it was made from: what `derivedFrom` names, `#` and the name, such as `fraud/raw@1.0.0#amount`.',
  })
  @ArrayNotEmpty({ message: 'from must name at least one column; leave the column out where it comes from none' })
  @ArrayMaxSize(1_000)
  @MaxLength(1_000, { each: true })
  from: string[];
}

/** A part of a dataset with a purpose. */
@ObjectType({ description: 'A named part: `train`, `test`.', simpleResolvers: true })
@InputType('SplitInput', { description: 'A named part: `train`, `test`.' })
export class Split {
  @Field(() => String, { description: 'Its name; each name once.' })
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @Field(() => SafeInt, { nullable: true, description: 'How many rows it has.' })
  @IsOptional()
  @Min(0, { message: 'rowCount must not be negative' })
  rowCount?: number | null;

  @Field(() => [String], { defaultValue: [], description: 'The paths of its files, or globs over them.' })
  @ArrayMaxSize(10_000)
  @MaxLength(1_000, { each: true })
  files: string[];
}
