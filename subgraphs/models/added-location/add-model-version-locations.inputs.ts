import { InputType } from 'type-graphql';
import { type FileLocationInput, LocationsField } from '#values/locations/file-location.input.js';
import { RefField } from '../fields/ref-field.js';

/** What `addModelVersionLocations` takes. */
@InputType({ description: 'A model version, and where its files lie, too.' })
export class AddModelVersionLocationsInput {
  @RefField('The model version, by ref.')
  modelVersion: string;

  @LocationsField()
  locations: FileLocationInput[];
}
