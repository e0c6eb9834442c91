import { ArrayMaxSize, ArrayMinSize, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { FileLocationInput, MAX_LOCATIONS_AT_ONCE } from '#values/locations/file-location.input.js';
import { RefField } from '../fields/ref-field.js';

/** What `addModelVersionLocations` takes. */
@InputType({ description: 'A model version, and where its files lie, too.' })
export class AddModelVersionLocationsInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @Field(() => [FileLocationInput], {
    description: `The places, 1 to ${MAX_LOCATIONS_AT_ONCE}: all of them are added, or none.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LOCATIONS_AT_ONCE)
  @ValidateNested({ each: true })
  locations: FileLocationInput[];
}
