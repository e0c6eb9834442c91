import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseQuery } from '#subgraphs/catalog/search/grammar/parse-query.js';
import { SEARCH_FIELDS } from '#subgraphs/catalog/search/grammar/search-fields.js';

const DOCS = readFileSync('docs/search.md', 'utf8');

test('every example of docs/search.md is a query', () => {
  const rows = [...DOCS.matchAll(/^\| (?!example|field)(.*) \|$/gm)].map((match) => (match[1] ?? '').split(' | '));
  const examples = rows.map((cells) => /^`([^`]+)`$/.exec((cells.length === 3 ? cells[2] : cells[0]) ?? '')?.[1] ?? '');
  const blocks = [...DOCS.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => language === '')
    .flatMap(([, , text]) => (text ?? '').trim().split('\n'));
  const queries = [...examples, ...blocks];
  expect(queries.length).toBeGreaterThan(30);
  for (const query of queries) expect(parseQuery(query), query).not.toBeNull();
});

test('the table of docs/search.md has every field there is', () => {
  const fields = new Set([...DOCS.matchAll(/^\| `(\w+)/gm)].map((match) => match[1]));
  expect(Object.keys(SEARCH_FIELDS).filter((field) => !fields.has(field))).toEqual([]);
});
