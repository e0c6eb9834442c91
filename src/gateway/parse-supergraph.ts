import { type DirectiveDefinitionNode, type DirectiveNode, type DocumentNode, parse, visit } from 'graphql';
import { linkedNames } from './linked-names.js';

let last: { readonly sdl: string; readonly document: DocumentNode } | undefined;

/**
 * Parses a supergraph, in which the directives that the gateway reads have their own names, whatever a `@link` calls
 * them. Opening one parses it several times in a row: so the last document is cached, which costs no memory, since its
 * schema holds it anyway. It must not be changed.
 * @throws {GraphQLError} where it is no SDL.
 */
export function parseSupergraph(sdl: string): DocumentNode {
  if (last?.sdl !== sdl) last = { sdl, document: withOwnNames(parse(sdl, { noLocation: true })) };
  return last.document;
}

function withOwnNames(supergraph: DocumentNode): DocumentNode {
  const names = linkedNames(supergraph);
  const renamed = <Node extends DirectiveNode | DirectiveDefinitionNode>(node: Node): Node | undefined => {
    const own = names.get(node.name.value);
    return own === undefined ? undefined : { ...node, name: { ...node.name, value: own } };
  };
  return names.size === 0 ? supergraph : visit(supergraph, { Directive: renamed, DirectiveDefinition: renamed });
}
