import { InputType } from 'type-graphql';
import { TagsInput } from '../tag-change/tags-input.js';
import { LoggedModelField } from './logged-model-field.js';

/** What `setLoggedModelTags` takes. */
@InputType({ description: 'Tags of a logged model to set and to remove; the others stay.' })
export class SetLoggedModelTagsInput extends TagsInput {
  @LoggedModelField()
  loggedModel: string;
}
