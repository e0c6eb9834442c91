import { viewerCanResolver } from '#values/viewer-can.js';
import { Environment } from './environment.entity.js';

/** What a caller may do to an environment. */
export const EnvironmentViewerResolver = viewerCanResolver('Environment', Environment, ({ name }) => ({ name }));
