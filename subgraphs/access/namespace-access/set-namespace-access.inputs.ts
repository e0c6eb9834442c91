import { NotEquals } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsName } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';

/** What `setNamespaceAccess` takes. */
@InputType({ description: 'Whether a namespace is closed.' })
export class SetNamespaceAccessInput {
  @Field(() => String, { description: 'The namespace, with all below it: `fraud`, `team/vision`.' })
  @IsName()
  namespace: string;

  @Field(() => Boolean, { description: 'Whether only those see it who have a role in it.' })
  @NotEquals(null)
  closed: boolean;

  @ReasonField()
  reason?: string | null;
}
