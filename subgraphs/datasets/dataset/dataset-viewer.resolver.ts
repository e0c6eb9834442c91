import { viewerCanResolver } from '#values/viewer-can.js';
import { Dataset } from './dataset.entity.js';

/** What a caller may do to a dataset. */
export const DatasetViewerResolver = viewerCanResolver('Dataset', Dataset, ({ name }) => ({ name }));
