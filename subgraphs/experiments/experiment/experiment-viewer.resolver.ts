import { viewerCanResolver } from '#values/viewer-can.js';
import { Experiment } from './experiment.entity.js';

/** What a caller may do to an experiment. */
export const ExperimentViewerResolver = viewerCanResolver('Experiment', Experiment, ({ name }) => ({ name }));
