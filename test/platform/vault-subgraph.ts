import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { Needs } from '#platform/auth/needs.js';
import { Node } from '#platform/federation/node.type.js';
import type { SubgraphContext, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';

/** A thing with a name; one without tells nothing by which it could be judged. */
@ObjectType({ implements: Node, simpleResolvers: true })
@Directive('@key(fields: "id")')
class Thing extends Node {
  @Field(() => ID)
  declare id: string;

  @Field(() => String, { nullable: true })
  name: string | null;

  readonly __typename?: 'Thing';
}

@ObjectType({ simpleResolvers: true })
class ThingEdge {
  @Field(() => Thing)
  node: Thing;

  @Field(() => String)
  cursor: string;
}

@ObjectType({ simpleResolvers: true })
class ThingConnection {
  @Field(() => [Thing])
  nodes: Thing[];

  @Field(() => [ThingEdge])
  edges: ThingEdge[];
}

@InputType()
class KeepInput {
  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  madeBy?: string | null;
}

const thing = (name: string): Thing => ({ id: name, name, __typename: 'Thing' });
const OPEN = thing('open/a');
const HIDDEN = thing('secret/b');
const KEEP = { name: 'KEEP', role: 'CONTRIBUTOR', ofOthers: 'MAINTAINER' } as const;

/** The names that mutations have kept. */
export const kept: string[] = [];

/** Resolvers that forget the check: all give a hidden thing to whoever asks. */
@Resolver(() => Thing)
class VaultResolver {
  @Query(() => Thing, { nullable: true })
  one(): Thing {
    return HIDDEN;
  }

  @Query(() => Thing)
  must(): Thing {
    return HIDDEN;
  }

  @Query(() => [Thing])
  async many(): Promise<Thing[]> {
    return [HIDDEN, OPEN, HIDDEN];
  }

  @Query(() => [Thing], { nullable: 'items' })
  places(): (Thing | Promise<Thing>)[] {
    return [Promise.resolve(HIDDEN), OPEN];
  }

  @Query(() => ThingConnection)
  things(): ThingConnection {
    const nodes = [HIDDEN, OPEN];
    return { nodes, edges: nodes.map((node) => ({ node, cursor: node.id })) };
  }

  @Query(() => [Node])
  any(): Thing[] {
    return [OPEN, HIDDEN];
  }

  @Query(() => Thing, { nullable: true })
  nameless(): Thing {
    return { id: 'who knows', name: null };
  }

  @Query(() => String)
  @FiltersItself('it names nothing')
  word(): string {
    return 'word';
  }

  @Mutation(() => Thing, { nullable: true })
  @Needs(KEEP, ({ name, madeBy }: KeepInput) => [{ name, madeBy: madeBy ?? undefined }])
  keep(@Arg('input', () => KeepInput) { name }: KeepInput, @Ctx() _context: SubgraphContext): Thing {
    kept.push(name);
    return thing(name);
  }
}

/** A subgraph whose every field has a hole. */
export const VAULT: SubgraphDefinition = {
  name: 'vault',
  resolvers: [VaultResolver],
  references: { Thing: ({ id }) => thing(String(id)) },
  entities: [],
  migrations: [],
  tables: {},
  createContext: (base) => base,
};
