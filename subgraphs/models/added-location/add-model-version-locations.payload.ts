import { Field, ObjectType } from 'type-graphql';
import { FileLocation } from '#values/locations/file-location.type.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** What `addModelVersionLocations` gives back. */
@ObjectType({ description: 'The places that were new, and the version.', simpleResolvers: true })
export class AddModelVersionLocationsPayload {
  @Field(() => [FileLocation], { description: 'Those that were new; what was known is passed over.' })
  added: readonly FileLocation[];

  @Field(() => ModelVersion, { description: 'The version; its digest stays.' })
  modelVersion: ModelVersionRow;
}
