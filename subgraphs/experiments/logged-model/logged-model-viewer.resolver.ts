import { viewerCanResolver } from '#values/viewer-can.js';
import { LoggedModel } from './logged-model.entity.js';

/** What a caller may do to a logged model. */
export const LoggedModelViewerResolver = viewerCanResolver('LoggedModel', LoggedModel, ({ ref, createdBy }) => ({
  name: ref,
  madeBy: createdBy,
}));
