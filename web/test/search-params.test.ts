import { expect, test } from 'vitest';
import { withTerm } from '../src/search/query-terms';
import { momentIn, parseSearch, stringifySearch } from '../src/search-params';

test('an address is written readable, without what has no value, and read to the same', () => {
  const search = { refs: 'a/b@1.0.0,a/b@2.0.0', q: 'metric.auc > 0.8 & "x=y"#', after: undefined, kind: '' };
  const written = stringifySearch(search);
  expect(written).toBe('?refs=a/b@1.0.0,a/b@2.0.0&q=metric.auc+%3E+0.8+%26+%22x%3Dy%22%23');
  expect(parseSearch(written)).toEqual({ refs: search.refs, q: search.q });
  expect(stringifySearch({})).toBe('');
});

test('numbers and words of other languages in an address stay the texts they are', () => {
  expect(parseSearch('?a=1&b=true&c=null&d=%7B%7D&e=')).toEqual({ a: '1', b: 'true', c: 'null', d: '{}', e: '' });
  expect(momentIn({ asOf: '2026-01-02' }, 'asOf')).toBe('2026-01-02T00:00:00.000Z');
  expect(momentIn({ asOf: 'yesterday' }, 'asOf')).toBeUndefined();
});

test('a facet narrows a search by a term, and takes it out again', () => {
  expect(withTerm('', 'kind', 'RUN')).toEqual({ query: 'kind:RUN', isIn: false });
  expect(withTerm('churn kind:RUN x', 'kind', 'RUN')).toEqual({ query: 'churn x', isIn: true });
  expect(withTerm('a or b', 'kind', 'RUN')).toEqual({ query: '(a or b) kind:RUN', isIn: false });
  expect(withTerm('"this or that"', 'author', 'a "b"')).toEqual({
    query: '"this or that" author:"a \\"b\\""',
    isIn: false,
  });
});
