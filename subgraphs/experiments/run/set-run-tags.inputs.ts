import { MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { TagsInput } from '../tag-change/tags-input.js';

/** What `setRunTags` takes. */
@InputType({ description: 'Tags of a run to set and to remove; the others stay.' })
export class SetRunTagsInput extends TagsInput {
  @Field(() => ID, { description: 'The run.' })
  @MaxLength(MAX_REF)
  run: string;
}
