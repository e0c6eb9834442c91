import { Field, ID, ObjectType } from 'type-graphql';

/** A column as a node of the lineage. */
@ObjectType({ description: 'A column of a dataset version that something says it read.', simpleResolvers: true })
export class DatasetColumn {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  id: string;

  @Field(() => String, { description: 'Its name, as the schema of the dataset version has it.' })
  name: string;

  /** The ref of the dataset version. */
  dataset: string;
}
