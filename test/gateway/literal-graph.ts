import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { type ExecutionResult, execute, parse } from 'graphql';
import type { ExecutableGraph } from '#gateway/execution/executable-graph.js';
import { subgraphsOf } from '#gateway/supergraph-urls.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { type Executor, openExecutor } from './open-executor.js';

/** An object of a subgraph; a function is a field that is computed of `this`: what is known of the entity. */
export type Data = Record<string, unknown>;

/** A subgraph whose answers are written down. */
export interface LiteralSubgraph {
  /** Without the link to federation, which is put before it. */
  readonly sdl: string;
  /** The fields of Query and Mutation, by name. */
  readonly root?: Data;
  /** The entities by type; the one whose fields contain a representation's key answers it. */
  readonly entities?: Readonly<Record<string, readonly Data[]>>;
  /** Whether the SDL is Federation 1's. @default false */
  readonly isFirstFederation?: boolean;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@extends"
])\n`;

/** A graph over subgraphs whose answers are written down, and the subgraphs that were asked, in order. */
export interface LiteralGraph {
  readonly asked: string[];
  readonly schema: ExecutableGraph['schema'];
  ask(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

/** Composes it and opens it. */
export async function createLiteralGraph(
  subgraphs: Readonly<Record<string, LiteralSubgraph>>,
  executor: Executor = 'planned',
): Promise<LiteralGraph> {
  const documents = new Map(
    Object.entries(subgraphs).map(([name, { sdl, isFirstFederation }]) => [
      name,
      parse(isFirstFederation === true ? sdl : LINK + sdl),
    ]),
  );
  const { supergraphSdl, errors } = composeServices([...documents].map(([name, typeDefs]) => ({ name, typeDefs })));
  if (supergraphSdl === undefined) throw new Error(errors?.map(String).join('\n'));
  const schemas = new Map([...documents].map(([name, typeDefs]) => [name, schemaOf(typeDefs, subgraphs[name]!)]));
  const names = subgraphsOf(supergraphSdl);
  const asked: string[] = [];
  const graph = await openExecutor(executor, {
    supergraphSdl,
    transportOf: (graphName) => async (request) => {
      const name = names.get(graphName)?.name ?? graphName;
      asked.push(name);
      const { document, variables: variableValues } = request;
      return execute({ schema: schemas.get(name)!, document, variableValues, rootValue: subgraphs[name]?.root });
    },
  });
  return {
    asked,
    schema: graph.schema,
    ask: async (query, variables = {}) =>
      graph.execute({
        document: parse(query),
        variables,
        operationName: undefined,
        context: { caller: ANONYMOUS, requestId: 'r-1' },
      }),
  };
}

function schemaOf(typeDefs: ReturnType<typeof parse>, { entities = {} }: LiteralSubgraph) {
  const resolvers = Object.fromEntries(
    Object.entries(entities).map(([typename, known]) => [
      typename,
      {
        __resolveReference(sent: Data) {
          const found = known.find((one) => Object.entries(sent).some(([key, value]) => isKey(key, value, one)));
          return found === undefined ? null : { ...sent, ...found };
        },
      },
    ]),
  );
  return buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
}

function isKey(key: string, value: unknown, { [key]: own }: Data): boolean {
  return key !== '__typename' && own !== undefined && JSON.stringify(own) === JSON.stringify(value);
}
