import { viewerCanResolver } from '#values/viewer-can.js';
import { ModelVersion } from './model-version.entity.js';

/** What a caller may do to a model version. */
export const ModelVersionViewerResolver = viewerCanResolver('ModelVersion', ModelVersion, ({ name }) => ({ name }));
