import { Field, ObjectType } from 'type-graphql';
import { NamespaceAccess } from './namespace-access.entity.js';

/** What `setNamespaceAccess` gives back. */
@ObjectType({ description: 'Whether the namespace is closed from now on.', simpleResolvers: true })
export class SetNamespaceAccessPayload {
  @Field(() => NamespaceAccess, { description: 'The entry that holds; the one of before, where nothing changed.' })
  namespaceAccess: NamespaceAccess;
}
