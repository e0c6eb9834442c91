import { Field, ObjectType } from 'type-graphql';
import type { RoleGrant } from '#platform/auth/role.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { Role } from '#values/role.js';
import { CallerKind } from './caller-kind.js';

/** A role, and where it holds. */
@ObjectType({ description: 'A role, and where it holds.', simpleResolvers: true })
export class ViewerRole implements RoleGrant {
  @Field(() => Role, { description: 'The role.' })
  role: Role;

  @Field(() => String, { description: 'The namespace, with all below it; the empty text is everything.' })
  namespace: string;
}

/** Who asks, as the server knows it. */
@ObjectType({ description: 'Who asks, as the server knows it.', simpleResolvers: true })
export class Viewer {
  @Field(() => String, { description: 'The name that is written beside every fact.' })
  actor: string;

  @Field(() => CallerKind, { description: 'What kind of caller it is.' })
  kind: CallerKind;

  @Field(() => Boolean, { description: 'Whether a credential has shown who it is.' })
  authenticated: boolean;

  @Field(() => [ViewerRole], {
    description: 'Its roles: granted by name, brought by its token or by its groups, and no more than its key allows.',
  })
  roles: readonly RoleGrant[];

  @Field(() => DateTime, { nullable: true, description: 'When its credential ends; null where it does not.' })
  expiresAt: Date | null;
}
