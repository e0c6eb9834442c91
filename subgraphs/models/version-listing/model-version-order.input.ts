import { Field, InputType, registerEnumType } from 'type-graphql';
import { OrderDirection } from '#values/order-direction.js';

/** What model versions may be listed by. */
export const ModelVersionOrderField = {
  MODEL_DISPLAY_NAME: 'MODEL_DISPLAY_NAME',
  VERSION: 'VERSION',
  EXTERNAL_VERSION: 'EXTERNAL_VERSION',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;
export type ModelVersionOrderField = keyof typeof ModelVersionOrderField;

registerEnumType(ModelVersionOrderField, {
  name: 'ModelVersionOrderField',
  description: 'What model versions may be listed by.',
  valuesConfig: {
    MODEL_DISPLAY_NAME: { description: 'What their models are called, by the code points of its characters.' },
    VERSION: { description: 'Their versions, by SemVer.' },
    EXTERNAL_VERSION: {
      description: 'The numbers that another registry gave them; those without one come last, whatever the direction.',
    },
    CREATED_AT: { description: 'When they were registered.' },
    UPDATED_AT: { description: 'When they changed last: `updatedAt`.' },
  },
});

/** By what `modelVersions` lists them. */
@InputType({ description: 'By what to list model versions, and from which end.' })
export class ModelVersionOrder {
  @Field(() => ModelVersionOrderField, { description: 'By what.' })
  field: ModelVersionOrderField;

  @Field(() => OrderDirection, { defaultValue: 'ASC', description: 'Which end comes first.' })
  direction: OrderDirection;
}
