import { Field, ID, InterfaceType } from 'type-graphql';

/**
 * What every entity is (Relay's GraphQL server specification, object identification). A subgraph that answers with one
 * gives its `__typename`.
 */
@InterfaceType({
  description: 'A thing with an id of its own, by which `node` finds it.',
  // TypeGraphQL would put the types of all subgraphs of the process into each.
  autoRegisterImplementations: false,
  resolveType: ({ __typename }: { readonly __typename: string }) => __typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'A UUID that never changes.' })
  id: string;
}
