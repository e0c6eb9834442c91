import { viewerCanResolver } from '#values/viewer-can.js';
import { EnvironmentVersion } from './environment-version.entity.js';

/** What a caller may do to an environment version. */
export const EnvironmentVersionViewerResolver = viewerCanResolver(
  'EnvironmentVersion',
  EnvironmentVersion,
  ({ name }) => ({
    name,
  }),
);
