import { connectionType } from '#platform/paging/connection-type.js';
import { Deployment } from './deployment.entity.js';

/** A page of deployments, whatever they are of. */
export const DeploymentConnection = connectionType('Deployment', () => Deployment);
