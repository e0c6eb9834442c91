import { printSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse, print } from 'graphql';

/** The federation directives our SDL uses, and the specification they come from. */
const FEDERATION_LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@external", "@tag", "@cost", "@listSize"])`;

/** The SDL of a subgraph, of its schema without what federation adds: what is composed. */
export function printSubgraph(schema: GraphQLSchema): string {
  return sortedSdl(parse(`${FEDERATION_LINK}\n${printSubgraphSchema(schema)}`, { noLocation: true }));
}

/**
 * TypeGraphQL emits types in the order their files were loaded; sorted by name the SDL is the same in every process.
 */
function sortedSdl(document: DocumentNode): string {
  const nameOf = (node: DocumentNode['definitions'][number]) =>
    node.kind === Kind.SCHEMA_EXTENSION ? '' : 'name' in node ? (node.name?.value ?? '') : '';
  const definitions = [...document.definitions].sort((a, b) =>
    nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0,
  );
  return `${print({ ...document, definitions })}\n`;
}
