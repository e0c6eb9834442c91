import { type DocumentNode, type FragmentDefinitionNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** A column of a table: the way to its value in a row, as response names. */
export type Column = readonly string[];

/** A row of a table: an object of a GraphQL answer. */
export type Row = Readonly<Record<string, unknown>>;

/** What a document selects, by response name, fragments expanded; undefined below a leaf. */
interface Selection extends Map<string, Selection | undefined> {}

/** Columns at most: each is a value of every row. */
const MOST_COLUMNS = 1_000;

/**
 * The columns of a list: a leaf each that the document selects below it, however the rows turn out, so that a table of
 * no rows has them, too. A list within a row is one column, as JSON.
 * @param place the response names from the root of the answer to the list
 * @param rows tell what is a list within them
 */
export function columnsOf(
  document: DocumentNode,
  operationName: string | undefined,
  place: readonly string[],
  rows: readonly Row[],
): readonly Column[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const operation = getOperationAST(document, operationName);
  let selection: Selection | undefined = operation ? selectionOf(operation.selectionSet, fragments) : undefined;
  for (const name of place) selection = selection?.get(name);
  const columns: Column[] = [];
  const walk = (below: Selection | undefined, way: readonly string[], values: readonly unknown[]) => {
    if (columns.length > MOST_COLUMNS) throw tooMany();
    if (below === undefined || (way.length > 0 && values.some(Array.isArray))) columns.push(way);
    else
      for (const [name, inner] of below)
        walk(
          inner,
          [...way, name],
          values.map((value) => (value as Row | null)?.[name]),
        );
  };
  walk(selection, [], rows);
  return columns;
}

/** The value of a row in a column. */
export function valueIn(row: unknown, column: Column): unknown {
  return column.reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], row);
}

function selectionOf(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  into: Selection = new Map(),
): Selection {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      const name = (node.alias ?? node.name).value;
      const inner = node.selectionSet && selectionOf(node.selectionSet, fragments, into.get(name));
      into.set(name, inner);
    } else {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (fragment !== undefined) selectionOf(fragment.selectionSet, fragments, into);
    }
  }
  return into;
}

function tooMany(): PedigraphError {
  return new PedigraphError(
    'QUERY_REFUSED',
    `A table has up to ${MOST_COLUMNS} columns, and this has more: ask for fewer fields.`,
  );
}
