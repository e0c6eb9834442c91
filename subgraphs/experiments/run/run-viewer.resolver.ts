import { viewerCanResolver } from '#values/viewer-can.js';
import { Run } from './run.entity.js';

/** What a caller may do to a run. */
export const RunViewerResolver = viewerCanResolver('Run', Run, ({ ref, createdBy }) => ({
  name: ref,
  madeBy: createdBy,
}));
