import { isTermAhead, parseTerm } from './parse-term.js';
import { queryError } from './query-error.js';
import type { QueryNode } from './query-node.js';
import { TokenReader } from './token-reader.js';
import { tokeniseQuery } from './tokenise-query.js';

/** The most words and terms a query may have. */
export const MAX_TERMS = 100;
/** How deep parentheses and negations may be nested. */
export const MAX_NESTING = 20;

/**
 * Parses a search by the grammar of docs/search.md; null where the query is empty, which everything answers to.
 * @throws {PedigraphError} BAD_USER_INPUT saying what was expected, what came and at which column.
 */
export function parseQuery(query: string): QueryNode | null {
  const parser = new QueryParser(new TokenReader(tokeniseQuery(query)));
  return parser.parse();
}

const ANYTHING = 'a word, a field or (';

/** Recursive descent: or, and, not, primary; each level binds tighter than the one before. */
class QueryParser {
  private terms = 0;
  private nesting = 0;

  constructor(private readonly reader: TokenReader) {}

  parse(): QueryNode | null {
    const { reader } = this;
    if (reader.peek().type === 'end') return null;
    const node = this.or();
    if (reader.peek().type !== 'end') reader.fail(`${ANYTHING} or the end`);
    return node;
  }

  private or(): QueryNode {
    const nodes = [this.and()];
    while (this.reader.isKeyword('or')) {
      this.reader.next();
      nodes.push(this.and());
    }
    return joined('or', nodes);
  }

  private and(): QueryNode {
    const nodes = [this.not()];
    for (;;) {
      if (this.reader.isKeyword('and')) this.reader.next();
      else if (!this.isPrimaryAhead()) break;
      nodes.push(this.not());
    }
    return joined('and', nodes);
  }

  private not(): QueryNode {
    if (!this.reader.isKeyword('not')) return this.primary();
    const { column } = this.reader.next();
    return this.nested(column, () => ({ type: 'not', node: this.not() }));
  }

  private primary(): QueryNode {
    const { reader } = this;
    if (reader.isMark('(')) {
      const { column } = reader.next();
      return this.nested(column, () => {
        const node = this.or();
        reader.expectMark(')', `) for the ( at column ${column}`);
        return node;
      });
    }
    this.count();
    if (isTermAhead(reader)) return parseTerm(reader);
    const { type, text, column } = reader.peek();
    if ((type !== 'word' && type !== 'string') || this.isConnective()) reader.fail(ANYTHING);
    reader.next();
    return { type: 'text', value: { text, literal: type === 'string', column } };
  }

  private isPrimaryAhead(): boolean {
    const { type } = this.reader.peek();
    if (this.isConnective()) return false;
    return type === 'word' || type === 'string' || this.reader.isMark('(');
  }

  private isConnective(): boolean {
    return this.reader.isKeyword('and') || this.reader.isKeyword('or');
  }

  private nested(column: number, parse: () => QueryNode): QueryNode {
    this.nesting += 1;
    if (this.nesting > MAX_NESTING)
      throw queryError(`at most ${MAX_NESTING} nested parentheses and negations`, 'more came', column);
    const node = parse();
    this.nesting -= 1;
    return node;
  }

  private count(): void {
    this.terms += 1;
    if (this.terms > MAX_TERMS)
      throw queryError(`at most ${MAX_TERMS} words and terms`, 'more came', this.reader.peek().column);
  }
}

function joined(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode {
  const [only, ...others] = nodes;
  return only !== undefined && others.length === 0 ? only : { type, nodes };
}
