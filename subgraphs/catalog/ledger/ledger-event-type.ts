import { registerEnumType } from 'type-graphql';
import { LEDGER_EVENTS, type LedgerEventType } from '#events/ledger-events.js';

/** The types of events, as an enum of the API: each is called what the ledgers call it. */
export const LedgerEventTypeEnum = Object.fromEntries(LEDGER_EVENTS.map(({ type }) => [type, type])) as {
  readonly [Type in LedgerEventType]: Type;
};

registerEnumType(LedgerEventTypeEnum, {
  name: 'LedgerEventType',
  description: 'What happened, as the ledgers name it. docs/events.md has the payload of each.',
  valuesConfig: Object.fromEntries(LEDGER_EVENTS.map(({ type, when }) => [type, { description: when }])),
});
