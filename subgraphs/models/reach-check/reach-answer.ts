import { registerEnumType } from 'type-graphql';

/** Whether something is still where a version says it is. */
export enum ReachAnswer {
  YES = 'YES',
  NO = 'NO',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ReachAnswer, {
  name: 'ReachAnswer',
  description: 'Whether something is still where a version says it is.',
  valuesConfig: {
    YES: { description: 'It is there.' },
    NO: { description: 'It is there no more, or is another.' },
    UNKNOWN: { description: 'It could not be asked, and `reason` says why.' },
  },
});
