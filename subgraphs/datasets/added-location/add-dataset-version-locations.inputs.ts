import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { MAX_REF } from '#platform/validation/constraints.js';
import { type FileLocationInput, LocationsField } from '#values/locations/file-location.input.js';

/** What `addDatasetVersionLocations` takes. */
@InputType({ description: 'A dataset version, and where its files lie, too.' })
export class AddDatasetVersionLocationsInput {
  @Field(() => String, { description: 'The dataset version, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  datasetVersion: string;

  @LocationsField()
  locations: FileLocationInput[];
}
