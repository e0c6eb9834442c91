import { InputType } from 'type-graphql';
import { TagsInput } from '../tag-change/tags-input.js';
import { ExperimentField } from './experiment-field.js';

/** What `setExperimentTags` takes. */
@InputType({ description: 'Tags of an experiment to set and to remove; the others stay.' })
export class SetExperimentTagsInput extends TagsInput {
  @ExperimentField()
  experiment: string;
}
