import { describe, expect, test } from 'vitest';
import { parseQuery } from '#subgraphs/catalog/search/grammar/parse-query.js';
import type { Comparison, QueryNode, QueryTest, QueryValue } from '#subgraphs/catalog/search/grammar/query-node.js';
import { tokeniseQuery } from '#subgraphs/catalog/search/grammar/tokenise-query.js';
import { createRandom } from '../support/seeded-random.js';

describe('the grammar of search', () => {
  test.each([
    ['', 'everything'],
    ['  \t\n', 'everything'],
    ['fraud', 'fraud'],
    ['fraud detector', '(fraud and detector)'],
    ['"two words" three', '("two words" and three)'],
    ['a or b c', '(a or (b and c))'],
    ['a AND b Or NOT c', '((a and b) or not(c))'],
    ['not (a or b) c', '(not((a or b)) and c)'],
    ['not not a', 'not(not(a))'],
    ['"and" "or" "not"', '("and" and "or" and "not")'],
    ['((a))', 'a'],
    ['name:fra*', 'name=fra*'],
    ['NAME:x DOWNSTREAMOF:y', '(name=x and downstreamOf=y)'],
    ['name:"a*\\"\\\\b"', 'name="a*\\"\\\\b"'],
    ['name: spaced', 'name=spaced'],
    ['status!=archived', 'status!=archived'],
    ['architecture == transformer', 'architecture=transformer'],
    ['metric.auc > 0.93', 'metric.auc>0.93'],
    ['metric.auc>=0.93 metric.loss<=1e-3', '(metric.auc>=0.93 and metric.loss<=1e-3)'],
    ['metric.auc.best > 0.93', 'metric.auc[best]>0.93'],
    ['metric.val/auc.min:-5..', 'metric.val/auc[min]{-5..}'],
    ['metric."val loss".max < 1', 'metric.val loss[max]<1'],
    ['metric."x.best" < 1', 'metric.x.best<1'],
    ['metric.best > 1', 'metric.best>1'],
    ['parameter.depth:..5', 'parameter.depth{..5}'],
    ['parameter.best.x:1..5', 'parameter.best.x{1..5}'],
    ['created:2026-01-01..2026-02', 'created{2026-01-01..2026-02}'],
    ['created >= 2026-01-01T12:30:00Z', 'created>=2026-01-01T12:30:00Z'],
    ['status in (approved, "in review")', 'status in [approved "in review"]'],
    ['trained in berlin', '(trained and in and berlin)'],
    ['tag:stage', 'tag=stage'],
    ['tag:stage=final b', '(tag:stage{=final} and b)'],
    ['package:numpy<2', 'package:numpy{<2}'],
    ['package:numpy>=1.26,<2 or package:torch==2.*', '(package:numpy{>=1.26 <2} or package:torch{=2.*})'],
    ['digest:sha256:9f2c', 'digest=sha256:9f2c'],
    ['downstreamOf:acme/raw@1.0.0', 'downstreamOf=acme/raw@1.0.0'],
    ['name:größe* 数据', '(name=größe* and 数据)'],
  ])('%j is read as %s', (query, meaning) => {
    expect(told(parseQuery(query))).toBe(meaning);
  });

  test.each([
    ['metric.auc > ', 'Expected a value behind >, but the query ends at column 14 of the query.'],
    ['(a or b', 'Expected ) for the ( at column 1, but the query ends at column 8 of the query.'],
    ['a)', 'Expected a word, a field or ( or the end, but ")" came at column 2 of the query.'],
    ['a or', 'Expected a word, a field or (, but the query ends at column 5 of the query.'],
    ['or a', 'Expected a word, a field or (, but "or" came at column 1 of the query.'],
    ['a and and b', 'Expected a word, a field or (, but "and" came at column 7 of the query.'],
    ['()', 'Expected a word, a field or (, but ")" came at column 2 of the query.'],
    [
      'x "open',
      'Expected a closing quote, but the query ends within the text that was opened at column 3 of the query.',
    ],
    ['name:', 'Expected a value behind name:, but the query ends at column 6 of the query.'],
    ['name:<5', 'Expected a value behind name:, but "<" came at column 6 of the query.'],
    ['name:a=b', 'Expected a space before whatever follows the value of name, but "=" came at column 7 of the query.'],
    ['metric > 5', 'Expected a key behind it, such as metric.x, but "metric" came at column 1 of the query.'],
    ['metric. > 5', 'Expected a key behind metric., but ">" came at column 9 of the query.'],
    ['name.x:1', 'Expected name without a dot, but "name.x" came at column 1 of the query.'],
    [
      'metric."x".worst > 5',
      'Expected .last, .best, .min or .max behind the key, but ".worst" came at column 11 of the query.',
    ],
    ['created:..', 'Expected the upper end of the range behind .., but the query ends at column 11 of the query.'],
    ['status in (a b)', 'Expected , or ) behind the values, but "b" came at column 14 of the query.'],
    ['status in (a,)', 'Expected a value behind the comma, but ")" came at column 14 of the query.'],
    ['package:numpy>=', 'Expected a value behind >=, but the query ends at column 16 of the query.'],
    ['日本 )', 'Expected a word, a field or ( or the end, but ")" came at column 4 of the query.'],
    ['a\0b', 'Expected text, but a NUL character came at column 2 of the query.'],
  ])('%j is refused: %s', (query, message) => {
    expect(refusal(query)).toEqual({
      message,
      column: Number(/column (\d+) of/.exec(message)?.[1]),
      code: 'BAD_USER_INPUT',
    });
  });

  test('an unknown field is refused with the nearest one and all there are', () => {
    const { message, column } = refusal('a (modle:x)');
    expect(message).toMatch(/^Expected one of the fields name, model, .*upstreamOf, the nearest of which is model \(/);
    expect({ column, far: refusal('https://x').message.includes('nearest') }).toEqual({ column: 4, far: false });
  });

  test('what is too long, too much or too deep is refused', () => {
    const messages = [
      'x'.repeat(4_001),
      Array.from({ length: 101 }, () => 'a').join(' '),
      `${'('.repeat(21)}a${')'.repeat(21)}`,
      `${'not '.repeat(3_000 / 4)}a`,
      `name in (${Array.from({ length: 201 }, () => 'a').join(',')})`,
    ].map((query) => refusal(query).message);
    expect(messages).toEqual([
      expect.stringContaining('at most 4000 characters'),
      expect.stringContaining('at most 100 words and terms'),
      expect.stringContaining('at most 20 nested'),
      expect.stringContaining('at most 20 nested'),
      expect.stringContaining('at most 200 values'),
    ]);
  });

  test('whatever is typed is either understood or refused with a column within it', () => {
    const pieces = [
      'a',
      'name',
      ':',
      '"',
      '\\',
      '(',
      ')',
      ' ',
      ' or ',
      ' not ',
      '..',
      '>',
      '=',
      '!',
      ',',
      '*',
      'in (',
      'metric.',
      'package:',
      '日',
      '\u{1F600}',
      '\ud800',
    ];
    const random = createRandom(7);
    for (let round = 0; round < 20_000; round++) {
      const query = Array.from(
        { length: Math.floor(random() * 12) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join('');
      try {
        parseQuery(query);
      } catch (error) {
        const { extensions } = error as { extensions: { code?: string; column?: number } };
        if (extensions?.code !== 'BAD_USER_INPUT') throw error;
        expect(extensions.column).toBeGreaterThanOrEqual(1);
        expect(extensions.column).toBeLessThanOrEqual([...query].length + 1);
      }
    }
  });

  test('tokens know where they begin, counted in characters, and whether a space was before them', () => {
    expect(tokeniseQuery('\u{1F600}:"b" >=..')).toEqual([
      { type: 'word', text: '\u{1F600}', column: 1, glued: false },
      { type: 'punctuation', text: ':', column: 2, glued: true },
      { type: 'string', text: 'b', column: 3, glued: true },
      { type: 'operator', text: '>=', column: 7, glued: false },
      { type: 'punctuation', text: '..', column: 9, glued: true },
      { type: 'end', text: '', column: 11, glued: false },
    ]);
  });
});

function refusal(query: string): { message: string; column: unknown; code: unknown } {
  try {
    parseQuery(query);
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions: Record<string, unknown> };
    return { message, column: extensions?.column, code: extensions?.code };
  }
  throw new Error(`${query} was understood`);
}

/** The tree as one line. */
function told(node: QueryNode | null): string {
  if (node === null) return 'everything';
  switch (node.type) {
    case 'text':
      return word(node.value);
    case 'not':
      return `not(${told(node.node)})`;
    case 'term': {
      const key = node.key === null ? '' : `.${node.key}`;
      return `${node.field}${key}${node.aspect === 'last' ? '' : `[${node.aspect}]`}${asked(node.test)}`;
    }
    default:
      return `(${node.nodes.map(told).join(` ${node.type} `)})`;
  }
}

function asked(test: QueryTest): string {
  switch (test.type) {
    case 'compare':
      return compared(test);
    case 'range':
      return `{${test.from ? word(test.from) : ''}..${test.to ? word(test.to) : ''}}`;
    case 'in':
      return ` in [${test.values.map(word).join(' ')}]`;
    case 'pair':
      return `:${word(test.name)}{${test.comparisons.map(compared).join(' ')}}`;
  }
}

const compared = ({ operator, value }: Comparison) => `${operator}${word(value)}`;
const word = ({ text, literal }: QueryValue) => (literal ? JSON.stringify(text) : text);
