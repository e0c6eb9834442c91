import { viewerCanResolver } from '#values/viewer-can.js';
import { DatasetVersion } from './dataset-version.entity.js';

/** What a caller may do to a dataset version. */
export const DatasetVersionViewerResolver = viewerCanResolver('DatasetVersion', DatasetVersion, ({ name }) => ({
  name,
}));
