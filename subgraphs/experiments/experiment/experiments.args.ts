import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { NamedThingFilter } from '#values/named-thing-filter.js';
import { OrderDirection } from '#values/order-direction.js';

/** Which experiments a list holds. */
@InputType({ description: 'Which experiments a list holds: those that meet every condition.' })
export class ExperimentFilter extends NamedThingFilter {}

/** What experiments can be ordered by. */
export const ExperimentOrderField = {
  DISPLAY_NAME: 'DISPLAY_NAME',
  NAME: 'NAME',
  CREATED_AT: 'CREATED_AT',
  UPDATED_AT: 'UPDATED_AT',
} as const;
export type ExperimentOrderField = keyof typeof ExperimentOrderField;

registerEnumType(ExperimentOrderField, {
  name: 'ExperimentOrderField',
  description: 'What experiments can be ordered by. Texts are ordered by their characters.',
  valuesConfig: {
    DISPLAY_NAME: { description: 'What they are called.' },
    NAME: { description: 'Their name with its namespace.' },
    CREATED_AT: { description: 'When they were made.' },
    UPDATED_AT: { description: 'When they last changed: `updatedAt`.' },
  },
});

/** What a list of experiments is ordered by. */
@InputType({ description: 'What a list of experiments is ordered by.' })
export class ExperimentOrder {
  @Field(() => ExperimentOrderField, { description: 'What of them.' })
  field: ExperimentOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which end comes first.' })
  direction: OrderDirection;
}

/** The arguments of `experiments`. */
@ArgsType()
export class ExperimentsArgs extends PageArgs {
  @Field(() => ExperimentFilter, {
    nullable: true,
    description: 'Which experiments; all, archived ones too, where left out.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: ExperimentFilter | null;

  @Field(() => [ExperimentOrder], {
    defaultValue: [],
    description:
      'What they are ordered by, the first counts most, at most 4; where all are equal, the newest come first.',
  })
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  orderBy: ExperimentOrder[];
}
