import { BREAK, type DocumentNode, visit } from 'graphql';

/** Directives that change what is executed. */
const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include', 'defer', 'stream']);

/**
 * Whether the selections of a document are the same for every request, and its response keys are keys like any other.
 */
export function isCompilable(document: DocumentNode): boolean {
  let compilable = true;
  const refuse = () => {
    compilable = false;
    return BREAK;
  };
  visit(document, {
    Directive: ({ name }) => (CONDITIONS.has(name.value) ? refuse() : undefined),
    Field: ({ name, alias }) => ((alias ?? name).value === '__proto__' ? refuse() : undefined),
  });
  return compilable;
}
