import { Field, InputType, registerEnumType } from 'type-graphql';
import { OrderDirection } from '#values/order-direction.js';

/** What models may be listed by. */
export const ModelOrderField = {
  DISPLAY_NAME: 'DISPLAY_NAME',
  NAME: 'NAME',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;
export type ModelOrderField = keyof typeof ModelOrderField;

registerEnumType(ModelOrderField, {
  name: 'ModelOrderField',
  description: 'What models may be listed by.',
  valuesConfig: {
    DISPLAY_NAME: { description: 'What they are called, by the code points of its characters.' },
    NAME: { description: 'Their names, by the code points of their characters.' },
    CREATED_AT: { description: 'When they were made.' },
    UPDATED_AT: { description: 'When they changed last: `updatedAt`.' },
  },
});

/** By what `models` lists them. */
@InputType({ description: 'By what to list models, and from which end.' })
export class ModelOrder {
  @Field(() => ModelOrderField, { description: 'By what.' })
  field: ModelOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which end comes first.' })
  direction: OrderDirection;
}
