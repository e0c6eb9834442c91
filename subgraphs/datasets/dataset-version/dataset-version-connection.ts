import { connectionType } from '#platform/paging/connection-type.js';
import { DatasetVersion } from './dataset-version.entity.js';

/** A page of dataset versions, wherever they are listed. */
export const DatasetVersionConnection = connectionType('DatasetVersion', () => DatasetVersion);
