import { Max, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Role } from '#values/role.js';

/** How many of those who approve a version have to have a role. */
@ObjectType({ description: 'How many people with a role have to approve a version.', simpleResolvers: true })
@InputType('ApprovalsByRoleInput', { description: 'How many people with a role have to approve a version.' })
export class ApprovalsByRole {
  @Field(() => Role, {
    description: 'The role that each of them had on the version when approving it, or one above that.',
  })
  role: Role;

  @Field(() => Int, { description: 'How many people: 1 to 20.' })
  @Min(1)
  @Max(20)
  count: number;
}
