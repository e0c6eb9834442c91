import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { RefField } from '#subgraphs/models/fields/ref-field.js';

/** What `attachRun` takes. */
@InputType({ description: 'A version that does not pin its run, and the run that made it.' })
export class AttachRunInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @Field(() => ID, { description: 'The run, by id; it has ended.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  run: string;
}
