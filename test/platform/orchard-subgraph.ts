import { Arg, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';

/** Beside what every context has, who asks. */
export type OrchardContext = SubgraphContext & { readonly gardener: string };

@ObjectType()
@Directive('@key(fields: "id")')
export class Tree {
  @Field(() => ID)
  id!: string;
}

/** Methods that want their object, the context, both in either order, an argument, or a property of the object. */
@Resolver(() => Tree)
class TreeResolver {
  private readonly greeting = 'Hello from';

  @Query(() => Tree)
  oldest(): Tree {
    return { id: 'oak' };
  }

  @FieldResolver(() => String)
  name(@Root() { id }: Tree): string {
    return `${this.greeting} ${id}`;
  }

  @FieldResolver(() => String)
  wateredBy(@Root() { id }: Tree, @Ctx() { gardener }: OrchardContext): string {
    return `${id}, by ${gardener}`;
  }

  @FieldResolver(() => String)
  seenBy(@Ctx() { gardener }: OrchardContext, @Root() { id }: Tree): string {
    return `${gardener}, at ${id}`;
  }

  @FieldResolver(() => String)
  after(@Root() { id }: Tree, @Arg('years', () => Number) years: number): string {
    return `${id} in ${years}`;
  }

  @FieldResolver(() => Number)
  yield(
    @Arg('season', () => String) season: string,
    @Root() { id }: Tree,
    @Arg('baskets', () => Number) baskets: number,
    @Arg('apples', () => Number) apples: number,
  ): number {
    return id.length + season.length + baskets * apples;
  }

  @FieldResolver(() => String)
  label(@Root('id') id: string, @Ctx('gardener') gardener: string): string {
    return `${id} of ${gardener}`;
  }
}

/** Trees are there or not, at once or later, and some cannot be told. */
const trees: Readonly<Record<string, () => unknown>> = {
  oak: () => ({ id: 'oak' }),
  elm: async () => ({ id: 'elm' }),
  felled: () => null,
  stolen: async () => undefined,
  sick: () => {
    throw new Error('this tree is sick');
  },
  rotten: async () => {
    throw new Error('this tree is rotten');
  },
};

/** A subgraph small enough to see all of it. */
export const ORCHARD: SubgraphDefinition<OrchardContext> = {
  name: 'orchard',
  resolvers: [TreeResolver],
  references: { Tree: ({ id }) => trees[String(id)]?.() },
  entities: [],
  migrations: [],
  tables: {},
  createContext: (base) => ({ ...base, gardener: base.caller.actor }),
};
