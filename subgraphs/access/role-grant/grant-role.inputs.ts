import { Field, InputType } from 'type-graphql';
import { ReasonField } from '#values/reason-field.js';
import { Role } from '#values/role.js';
import { NamespaceField, PrincipalField } from '../fields/access-fields.js';

/** What `grantRole` takes. */
@InputType({ description: 'A role for somebody in a namespace.' })
export class GrantRoleInput {
  @PrincipalField('Who gets it: the name they go by, as `me { actor }` answers it.')
  principal: string;

  @Field(() => Role, { description: 'The role; it takes the place of the one they have there.' })
  role: Role;

  @NamespaceField('Where it holds, with all below it: `fraud`, `team/vision`; left out, everything.')
  namespace: string;

  @ReasonField()
  reason?: string | null;
}

/** What `revokeRole` takes. */
@InputType({ description: 'A role to take away.' })
export class RevokeRoleInput {
  @PrincipalField('Whose role it is.')
  principal: string;

  @NamespaceField('Where it holds: exactly as it was granted; left out, everything.')
  namespace: string;

  @ReasonField()
  reason?: string | null;
}
