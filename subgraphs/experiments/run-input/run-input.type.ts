import { Field, ObjectType } from 'type-graphql';
import { JsonObject } from '#platform/scalars/scalars.js';
import { DatasetRole } from '#values/dataset-role.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';

/** A dataset version that a run read, and for what. */
@ObjectType({ description: 'A dataset version that a run read, and for what.', simpleResolvers: true })
export class RunInput {
  @Field(() => DatasetRole, { description: 'What it was used for.' })
  role: DatasetRole;

  @Field(() => DatasetVersionStub, {
    nullable: true,
    description: 'The dataset version, pinned by digest; null only while the datasets subgraph does not answer.',
  })
  datasetVersion: DatasetVersionStub;

  @Field(() => [String], {
    nullable: true,
    description:
      'The columns of it that the run read, sorted; null where that was not recorded: then it may be any of them.',
  })
  columns: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it was read for in the words of the run; null where that was not given.',
  })
  context: string | null;

  @Field(() => JsonObject, { description: 'Its tags, by key.' })
  tags: Readonly<Record<string, string>>;

  @Field(() => Boolean, { description: 'Whether it was named after the run had ended: no digest covers it then.' })
  afterEnd: boolean;
}
