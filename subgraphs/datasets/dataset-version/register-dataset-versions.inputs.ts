import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';

/** The most dataset versions one call takes. */
const MAX_AT_ONCE = 100;

/** What `registerDatasetVersions` takes. */
@InputType({ description: 'Dataset versions to register, all of them or none.' })
export class RegisterDatasetVersionsInput {
  @Field(() => [RegisterDatasetVersionInput], {
    description: `Versions of different datasets, at most ${MAX_AT_ONCE}, in this order: a later one may derive from an earlier one by the bare name of its dataset.`,
  })
  @ArrayMaxSize(MAX_AT_ONCE)
  @ValidateNested({ each: true })
  datasetVersions: RegisterDatasetVersionInput[];
}
