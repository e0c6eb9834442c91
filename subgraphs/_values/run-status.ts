import { registerEnumType } from 'type-graphql';

/** How a run can end. */
export const RunEndStatus = { FINISHED: 'FINISHED', FAILED: 'FAILED', KILLED: 'KILLED' } as const;
export type RunEndStatus = keyof typeof RunEndStatus;

/** Every run begins here. */
export const INITIAL_RUN_STATUS = 'RUNNING';

/** Where a run stands. */
export const RunStatus = { RUNNING: 'RUNNING', ...RunEndStatus } as const;
export type RunStatus = keyof typeof RunStatus;

const ENDS = {
  FINISHED: { description: 'It ended as it should.' },
  FAILED: { description: 'It ended with an error.' },
  KILLED: { description: 'It was stopped from outside.' },
};

registerEnumType(RunEndStatus, { name: 'RunEndStatus', description: 'How a run can end.', valuesConfig: ENDS });
registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'Where a run stands. Whatever ended is sealed.',
  valuesConfig: { RUNNING: { description: 'Open: it takes parameters and metrics.' }, ...ENDS },
});
