import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { SubgraphRequest, SubgraphTransport } from '#platform/transport/transport.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@tag"])\n`;

const BOOKS = `${LINK}
  type Query {
    books: [Book!]!
    book(id: ID!): Book
    fails(code: String!): String
    breaks: String
    slow(ms: Int!): String
    asker: String!
    written: Int!
    now: Int! @tag(name: "momentary")
  }
  type Mutation { writes: Int! }
  type Book @key(fields: "id") { id: ID! title: String! author: Author! }
  type Author @key(fields: "id", resolvable: false) { id: ID! }
`;

const AUTHORS = `${LINK}
  type Query { authors: [Author!]! }
  type Author @key(fields: "id") { id: ID! name: String! }
`;

const TITLES: Readonly<Record<string, string>> = { b1: 'On Sealed Rows', b2: 'Lineage' };
const NAMES: Readonly<Record<string, string>> = { a1: 'Ada' };

/** Two subgraphs that share a type, and what they were asked. */
export interface Library {
  readonly schemas: Readonly<Record<'books' | 'authors', GraphQLSchema>>;
  /** Every request that reached a subgraph, in order. */
  readonly asked: { readonly subgraph: string; readonly request: Omit<SubgraphRequest, 'document'> }[];
  /** How often the mutation ran; the version that the subgraphs tell. */
  writes: number;
  /** The supergraph; each URL left out is in-process. */
  supergraph(urls?: Partial<Record<'books' | 'authors', string>>): string;
  /** A subgraph without HTTP. */
  transport(name: string): SubgraphTransport;
}

/** Builds them anew, so that no test sees what another asked. */
export function createLibrary(): Library {
  const books = buildSubgraphSchema([
    {
      typeDefs: parse(BOOKS),
      resolvers: {
        Query: {
          books: () => Object.keys(TITLES).map((id) => ({ id })),
          book: (_: unknown, { id }: { id: string }) => (id in TITLES ? { id } : null),
          fails(_: unknown, { code }: { code: string }) {
            throw new PedigraphError(code as 'CONFLICT', 'It is taken; read again.', { taken: 'b1' });
          },
          breaks() {
            throw new TypeError('secret: password=hunter2');
          },
          slow: (_: unknown, { ms }: { ms: number }) => new Promise((done) => setTimeout(() => done('done'), ms)),
          written: () => library.writes,
          now: () => library.asked.length,
          asker: (_: unknown, __: unknown, context: SubgraphRequest) => `${context.caller.actor} ${context.requestId}`,
        },
        Mutation: {
          writes() {
            library.writes += 1;
            return library.writes;
          },
        },
        Book: {
          __resolveReference: (key: object) => key,
          title: ({ id }: { id: string }) => TITLES[id],
          author: () => ({ id: 'a1' }),
        },
      },
    },
  ]);
  const authors = buildSubgraphSchema([
    {
      typeDefs: parse(AUTHORS),
      resolvers: {
        Query: { authors: () => Object.keys(NAMES).map((id) => ({ id })) },
        Author: { __resolveReference: (key: object) => key, name: ({ id }: { id: string }) => NAMES[id] },
      },
    },
  ]);

  const library: Library = {
    schemas: { books, authors },
    asked: [],
    writes: 0,
    supergraph(urls = {}) {
      const result = composeServices([
        { name: 'books', typeDefs: parse(BOOKS), ...(urls.books ? { url: urls.books } : {}) },
        { name: 'authors', typeDefs: parse(AUTHORS), ...(urls.authors ? { url: urls.authors } : {}) },
      ]);
      if (result.supergraphSdl === undefined) throw new Error(result.errors?.map(String).join('\n'));
      return result.supergraphSdl;
    },
    transport: (name) => async (request) => {
      const { document, ...rest } = request;
      library.asked.push({ subgraph: name, request: rest });
      return execute({
        schema: library.schemas[name as 'books'],
        document,
        variableValues: request.variables,
        contextValue: request,
      });
    },
  };
  return library;
}
