import { Field, ObjectType } from 'type-graphql';
import { FileLocation } from '#values/locations/file-location.type.js';
import { DatasetVersion, type DatasetVersionRow } from '../dataset-version/dataset-version.entity.js';

/** What `addDatasetVersionLocations` gives back. */
@ObjectType({ description: 'The places that were new, and the version.', simpleResolvers: true })
export class AddDatasetVersionLocationsPayload {
  @Field(() => [FileLocation], { description: 'Those that were new; what was known is passed over.' })
  added: readonly FileLocation[];

  @Field(() => DatasetVersion, { description: 'The version; its digest stays.' })
  datasetVersion: DatasetVersionRow;
}
