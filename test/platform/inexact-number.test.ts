import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { inexactLiteralIn } from '#platform/json/inexact-literal.js';
import { inexactNumberIn } from '#platform/json/inexact-number.js';
import { numberLossOf } from '#platform/json/number-loss.js';

const LOST: [string, string][] = [
  ['9007199254740993', 'ROUNDED'],
  ['-9007199254740993', 'ROUNDED'],
  ['12345678901234567890', 'ROUNDED'],
  ['18446744073709551615', 'ROUNDED'],
  ['9007199254740993.0', 'ROUNDED'],
  ['9007199254740993.5', 'ROUNDED'],
  ['9007199254740993e0', 'ROUNDED'],
  ['-900719925474099.3E1', 'ROUNDED'],
  ['90071992547409930e-1', 'ROUNDED'],
  ['12345678901234567890.0', 'ROUNDED'],
  ['1e400', 'OVERFLOW'],
  ['-1E400', 'OVERFLOW'],
  ['123456789012345e295', 'OVERFLOW'],
  ['1'.repeat(400), 'OVERFLOW'],
  [`${'1'.repeat(400)}.5`, 'OVERFLOW'],
  ['1e-400', 'UNDERFLOW'],
  [`0.${'0'.repeat(400)}1`, 'UNDERFLOW'],
];
const KEPT = [
  '0',
  '-0',
  '0.0',
  '0e999',
  '9007199254740991',
  '9007199254740992',
  '-9007199254740992',
  '100000000000000000000', // what JSON.stringify makes of 1e20
  '1e20',
  '1E+308',
  '1.7976931348623157e308',
  '5e-324',
  '0.1234567890123456789',
  '9007199254740992.0',
  '9.0071992547409920e+15', // seventeen digits, as C writes a double
  '12345678901234567168.0', // all digits of one
  '1.2345678901234567e19',
  '10000000000000000000000.0',
  '123456789012345678.9e-5',
];

test.each(LOST)('of %s something is lost: %s', (source, loss) => {
  expect(numberLossOf(source)).toBe(loss);
});

test.each(KEPT)('of %s nothing is lost', (source) => {
  expect(numberLossOf(source)).toBeNull();
});

test('every double passes as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(numberLossOf(JSON.stringify(number))).toBeNull();
    }),
  );
});

describe('the first number of a JSON text that parsing would change', () => {
  test.each(LOST)('is found where it is %s, with the keys that lead to it', (source) => {
    for (const [text, path] of [
      [`{"a": ${source}}`, ['a']],
      [`{"a":{"b c":[1,{"\\u0064":${source}}]}}`, ['a', 'b c', 1, 'd']],
      [`[[],{},[0, {"x":1,"y":[${source}]}]]`, [2, 1, 'y', 0]],
      [`{"quoted \\"${source}\\\\":"\\\\","list":[ "${source}",\n\t${source} ]}`, ['list', 1]],
      [`{"same":1,"same":${source},"same":2}`, ['same']],
    ] as const) {
      expect(inexactNumberIn(text), text).toMatchObject({ source, path });
    }
  });

  test.each([...LOST.map(([source]) => source)])('is none where %s stands in a text alone', (source) => {
    for (const text of [`{"${source}":" ${source} "}`, `["\\": ${source}", "[${source}]"]`]) {
      expect(inexactNumberIn(text), text).toBeNull();
    }
  });

  test('counts only below the outermost keys that are told', () => {
    const among = new Set(['variables']);
    expect(inexactNumberIn('{"other": 1e400, "variables": {"x": 1}}', { among })).toBeNull();
    const found = inexactNumberIn('{"other": {"variables": 1e400}, "variables": [1e401]}', { among });
    expect(found).toMatchObject({ source: '1e401', path: ['variables', 0] });
  });

  test('is that of a reader that knows where every number stands, over any value', () => {
    const number = fc.oneof(fc.constantFrom(...LOST.map(([source]) => source), ...KEPT), fc.integer().map(String));
    const { value } = fc.letrec<{ value: Written }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        number.map((source): Written => ({ text: source, numbers: [{ source, path: [] }] })),
        fc.string().map((text): Written => ({ text: JSON.stringify(text), numbers: [] })),
        fc.array(tie('value')).map((items) =>
          together(
            '[',
            ']',
            items.map((item, index) => [index, '', item]),
          ),
        ),
        fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }).map((object) =>
          together(
            '{',
            '}',
            Object.entries(object).map(([key, item]) => [key, `${JSON.stringify(key)}: `, item]),
          ),
        ),
      ),
    }));
    fc.assert(
      fc.property(value, ({ text, numbers }) => {
        const first = numbers.find(({ source }) => numberLossOf(source) !== null);
        const found = inexactNumberIn(`[${text}]`, { at: ['here'] });
        expect(found?.source).toBe(first?.source);
        expect(found?.path).toEqual(first && ['here', 0, ...first.path]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is not looked for below a thousand lists, which are refused as such, nor at a cost beyond the length of a text', () => {
    const deep = 2_000_000;
    expect(inexactNumberIn(`${'['.repeat(deep)} 1e400${']'.repeat(deep)}`)).toBeNull();
    for (const text of [`["${'\\\\'.repeat(deep)}", 1e400]`, `["${'\\"'.repeat(deep)}", 1e400]`]) {
      expect(inexactNumberIn(text)?.path).toEqual([1]);
    }
    expect(inexactNumberIn(`[${'1'.repeat(deep)}]`)?.loss).toBe('OVERFLOW');
    expect(inexactNumberIn(`[0.${'1'.repeat(deep)}]`)).toBeNull();
  });
});

test.each([
  ['{ a(b: 1e400) }', ['a', 'b']],
  ['mutation { a(in: {list: [1, {n: 9007199254740993}]}) }', ['a', 'in', 'list', 1, 'n']],
  ['query ($n: Int = 12345678901234567890) { a(n: $n) }', ['$n']],
  ['{ a { b @include(if: true) @d(n: 1e-400) } }', ['a', 'b', 'd', 'n']],
  ['query A { a } query B { ...f } fragment f on Query { c(n: [1e999]) }', ['c', 'n', 0]],
  ['{ a(b: 9007199254740992, c: 0.1, d: "1e400", e: 1e20, f: [-0]) }', undefined],
])('a number written in %s is found by its path', (source, path) => {
  expect(inexactLiteralIn(parse(source))?.path).toEqual(path);
});

/** A text, and where its numbers stand. */
interface Written {
  readonly text: string;
  readonly numbers: readonly { readonly source: string; readonly path: readonly (string | number)[] }[];
}

function together(
  start: string,
  end: string,
  parts: readonly (readonly [key: string | number, before: string, Written])[],
): Written {
  return {
    text: `${start}${parts.map(([, before, { text }]) => before + text).join(' ,')}${end}`,
    numbers: parts.flatMap(([key, , { numbers }]) => numbers.map((one) => ({ ...one, path: [key, ...one.path] }))),
  };
}
