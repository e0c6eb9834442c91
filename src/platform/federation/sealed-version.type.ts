import { Field, InterfaceType } from 'type-graphql';
import { DateTime, JsonObject } from '../scalars/scalars.js';
import { Node } from './node.type.js';

/**
 * What every type of version is, so that a client writes one fragment for all of them. A subgraph that answers with one
 * gives its `__typename`.
 */
@InterfaceType({
  description: 'A version: content under a name and a number, sealed by its digest. It never changes.',
  implements: Node,
  // TypeGraphQL would put the types of all subgraphs of the process into each.
  autoRegisterImplementations: false,
  resolveType: ({ __typename }: { readonly __typename: string }) => __typename,
})
export abstract class SealedVersion extends Node {
  @Field(() => String, { description: 'Its SemVer version: `1.4.0`.' })
  version: string;

  @Field(() => String, { description: 'Name and version: `fraud/detector@1.4.0`.' })
  ref: string;

  @Field(() => String, { description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`.' })
  digest: string;

  @Field(() => JsonObject, { description: 'What is sealed: anyone can recompute the digest from it.' })
  manifest: object;

  @Field(() => String, { nullable: true, description: 'A sentence for people.' })
  description: string | null;

  @Field(() => DateTime, { description: 'When it was registered.' })
  createdAt: Date;

  @Field(() => String, { description: 'Who registered it.' })
  createdBy: string;
}
