import { viewerCanResolver } from '#values/viewer-can.js';
import { Model } from './model.entity.js';

/** What a caller may do to a model. */
export const ModelViewerResolver = viewerCanResolver('Model', Model, ({ name }) => ({ name }));
