import { Field, ObjectType } from 'type-graphql';
import { Run } from './run.entity.js';

/** What `archiveRun` gives back. */
@ObjectType({ description: 'The run, archived.', simpleResolvers: true })
export class ArchiveRunPayload {
  @Field(() => Run, { description: 'The run.' })
  run: Run;
}
