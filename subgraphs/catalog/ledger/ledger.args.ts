import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import type { LedgerEventType } from '#events/ledger-events.js';
import { PageArgs } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { IsNamespace } from '#platform/validation/constraints.js';
import { LedgerEventTypeEnum } from './ledger-event-type.js';

/** Which entries of the merged ledger are asked for: those that meet all that is given. */
@ArgsType()
export class LedgerArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Only what happened to this ref or name: `fraud/detector@1.4.0`.',
  })
  subject?: string | null;

  @Field(() => LedgerEventTypeEnum, { nullable: true, description: 'Only what happened in this way.' })
  type?: LedgerEventType | null;

  @Field(() => [LedgerEventTypeEnum], {
    nullable: true,
    description: 'Only what happened in one of these ways; at most 100.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  types?: readonly LedgerEventType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only what happened to this namespace, and to things in it and in those below it: `fraud`. All where it is empty.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @Field(() => String, { nullable: true, description: 'Only what was done by this name.' })
  actor?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what happened from this moment on.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what happened before this moment.' })
  until?: Date | null;
}
