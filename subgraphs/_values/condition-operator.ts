import { registerEnumType } from 'type-graphql';

/** How a condition compares what there is with its value. */
export const ConditionOperator = {
  EQ: 'EQ',
  NE: 'NE',
  GT: 'GT',
  GE: 'GE',
  LT: 'LT',
  LE: 'LE',
  LIKE: 'LIKE',
  ILIKE: 'ILIKE',
  IN: 'IN',
  NOT_IN: 'NOT_IN',
  IS_NULL: 'IS_NULL',
  IS_NOT_NULL: 'IS_NOT_NULL',
} as const;
export type ConditionOperator = keyof typeof ConditionOperator;

registerEnumType(ConditionOperator, {
  name: 'ConditionOperator',
  description: 'How a condition compares what there is with its value.',
  valuesConfig: {
    EQ: { description: 'Equal.' },
    NE: { description: 'There, and another.' },
    GT: { description: 'Greater; of numbers and moments, as are the next three.' },
    GE: { description: 'Greater or equal.' },
    LT: { description: 'Less.' },
    LE: { description: 'Less or equal.' },
    LIKE: {
      description:
        'A text that fits a pattern as a whole: `%` stands for any characters, `_` for one. Case counts; nothing escapes.',
    },
    ILIKE: { description: 'The same, in any case.' },
    IN: { description: 'One of a list.' },
    NOT_IN: { description: 'There, and none of a list.' },
    IS_NULL: { description: 'Not there; without a value.' },
    IS_NOT_NULL: { description: 'There; without a value.' },
  },
});
