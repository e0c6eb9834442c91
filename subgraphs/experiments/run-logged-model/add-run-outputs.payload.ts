import { Field, Int, ObjectType } from 'type-graphql';
import { RunPayload } from '../run/run.payloads.js';

/** What `addRunOutputs` gives back. */
@ObjectType({ description: 'The run, and how much of it is new.', simpleResolvers: true })
export class AddRunOutputsPayload extends RunPayload {
  @Field(() => Int, { description: 'How many outputs were added; those that it had before are not counted.' })
  added: number;
}
