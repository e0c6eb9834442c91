import { ArrayMaxSize, ArrayMinSize, IsNotEmpty, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { FileLocationInput, MAX_LOCATIONS_AT_ONCE } from '#values/locations/file-location.input.js';

/** What `addDatasetVersionLocations` takes. */
@InputType({ description: 'A dataset version, and where its files lie, too.' })
export class AddDatasetVersionLocationsInput {
  @Field(() => String, { description: 'The dataset version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  datasetVersion: string;

  @Field(() => [FileLocationInput], {
    description: `The places, 1 to ${MAX_LOCATIONS_AT_ONCE}: all of them are added, or none.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LOCATIONS_AT_ONCE)
  @ValidateNested({ each: true })
  locations: FileLocationInput[];
}
