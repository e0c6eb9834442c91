import { connectionType } from '#platform/paging/connection-type.js';
import { Run } from './run.entity.js';

/** A page of runs. */
export const RunConnection = connectionType('Run', () => Run, 'in the order asked for; newest first where none is');
