import { registerEnumType } from 'type-graphql';

/** How the making of a logged model can end. */
export const LoggedModelEndStatus = { READY: 'READY', FAILED: 'FAILED' } as const;
export type LoggedModelEndStatus = keyof typeof LoggedModelEndStatus;

/** The status of a logged model. */
export const LoggedModelStatus = { PENDING: 'PENDING', ...LoggedModelEndStatus } as const;
export type LoggedModelStatus = keyof typeof LoggedModelStatus;

const ENDS = {
  READY: { description: 'Its files are there: it is sealed under a digest.' },
  FAILED: { description: 'Its files could not be written; it may still become READY.' },
};

registerEnumType(LoggedModelEndStatus, {
  name: 'LoggedModelEndStatus',
  description: 'How the making of a logged model can end.',
  valuesConfig: ENDS,
});
registerEnumType(LoggedModelStatus, {
  name: 'LoggedModelStatus',
  description: 'The status of a logged model.',
  valuesConfig: { PENDING: { description: 'Made; its files are yet to come.' }, ...ENDS },
});
