import { registerEnumType } from 'type-graphql';

/** Which end of an order comes first. */
export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type OrderDirection = keyof typeof OrderDirection;

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end of an order comes first.',
  valuesConfig: {
    ASC: { description: 'The lowest, the oldest, the first of the alphabet.' },
    DESC: { description: 'The highest, the newest, the last of the alphabet.' },
  },
});
