import { Field, ObjectType } from 'type-graphql';
import { RoleGrant } from './role-grant.entity.js';

/** What `grantRole` gives back. */
@ObjectType({ description: 'The role that holds from now on.', simpleResolvers: true })
export class GrantRolePayload {
  @Field(() => RoleGrant, { description: 'The grant; the one of before, where they had that very role already.' })
  roleGrant: RoleGrant;
}

/** What `revokeRole` gives back. */
@ObjectType({ description: 'That a role was taken away.', simpleResolvers: true })
export class RevokeRolePayload {
  @Field(() => RoleGrant, { description: 'The entry of the history that takes it away; its `role` is null.' })
  roleGrant: RoleGrant;
}
