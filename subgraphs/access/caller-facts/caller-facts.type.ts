import { Directive, Field, ObjectType } from 'type-graphql';
import type { RoleGrant } from '#platform/auth/role.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { Role } from '#values/role.js';
import { CallerKind } from '../viewer/caller-kind.js';
import { ViewerRole } from '../viewer/viewer.type.js';

/** A key that opens. */
@ObjectType({ description: 'A key that opens, as a gateway asks for it.', simpleResolvers: true })
@Directive('@inaccessible')
export class KeyFacts {
  @Field(() => String, { description: 'Who asks with it.' })
  principal: string;

  @Field(() => CallerKind, { description: 'What kind of caller that is.' })
  kind: CallerKind;

  @Field(() => Role, { nullable: true, description: 'The most that it may do in `namespace`.' })
  role: Role | null;

  @Field(() => String, { description: 'Where `role` holds.' })
  namespace: string;

  @Field(() => DateTime, { nullable: true, description: 'When it ends.' })
  expiresAt: Date | null;
}

/** What is written of a caller. */
@ObjectType({ description: 'What is written of a caller, as a gateway asks for it.', simpleResolvers: true })
@Directive('@inaccessible')
export class CallerFacts {
  @Field(() => KeyFacts, { nullable: true, description: 'The key; null where none with that digest opens.' })
  key: KeyFacts | null;

  @Field(() => [ViewerRole], { description: 'The roles that were granted to the principal.' })
  roles: readonly RoleGrant[];

  @Field(() => [String], { description: 'The namespaces that are closed.' })
  closed: readonly string[];

  @Field(() => Boolean, { description: 'Whether anybody was ever given a key.' })
  anyKey: boolean;

  @Field(() => Boolean, { description: 'Whether the session was ended by a log-out.' })
  sessionEnded: boolean;
}
