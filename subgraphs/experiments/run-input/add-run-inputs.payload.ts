import { Field, Int, ObjectType } from 'type-graphql';
import { Run } from '../run/run.entity.js';

/** What `addRunInputs` gives back. */
@ObjectType({ description: 'The run, and how much of it is new.', simpleResolvers: true })
export class AddRunInputsPayload {
  @Field(() => Int, { description: 'How many inputs were added; those that it had before are not counted.' })
  added: number;

  @Field(() => Run, { description: 'The run.' })
  run: Run;
}
