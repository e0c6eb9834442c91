import { describe, expect, it } from 'vitest';
import { guardVariables } from '#gateway/guard/guard-variables.js';

const nested = (depth: number) => JSON.parse(`{"v": ${'['.repeat(depth)}${']'.repeat(depth)}}`) as unknown;

describe('variables', () => {
  it.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['no object, which the server itself refuses', 'text'],
    ['an empty object', {}],
    [
      'what registering a model sends',
      { input: { name: 'fraud/detector', artifacts: [{ uri: 's3://b/k', sizeBytes: 1 }] } },
    ],
    [
      'keys of JSON that only look dangerous',
      { config: { constructor: 'acme', prototype: [{ toString: 1 }], __typename: 'X', '': 0 } },
    ],
    ['emoji, tabs and every pair of surrogates', { v: '🦉\t\n\u{10ffff}' }],
    ['numbers, booleans and null', { a: 1.5, b: true, c: null, d: [null, [0]] }],
    ['64 lists within each other', nested(64)],
  ])('pass: %s', (_, variables) => {
    expect(guardVariables(variables)).toBeNull();
  });

  it.each<[string, string, (string | number)[]]>([
    ['__proto__ at the top', '{"__proto__": {"polluted": 1}}', ['__proto__']],
    ['constructor at the top', '{"constructor": 1}', ['constructor']],
    ['prototype at the top', '{"prototype": 1}', ['prototype']],
    ['__typename at the top', '{"__typename": 1}', ['__typename']],
    ['__proto__ deep inside', '{"v": {"a": [0, {"__proto__": {"polluted": 1}}]}}', ['v', 'a', 1, '__proto__']],
    ['a NUL in a string', '{"v": ["a", "b\\u0000"]}', ['v', 1]],
    ['a NUL in a key', '{"v": {"\\u0000": 1}}', ['v', '\0']],
    ['a NUL in a name', '{"\\u0000": 1}', ['\0']],
    ['the first half of a pair', '{"v": "\\ud83e"}', ['v']],
    ['the second half of a pair', '{"v": {"k": "\\udd89"}}', ['v', 'k']],
    ['halves in the wrong order', '{"v": "\\udd89\\ud83e"}', ['v']],
    ['the second of two variables', '{"ok": 1, "v": "\\u0000"}', ['v']],
  ])('refused, with the path to it: %s', (_, json, path) => {
    const error = guardVariables(JSON.parse(json));
    expect(error?.extensions).toEqual({ code: 'BAD_USER_INPUT', path });
    expect(error?.message).toContain(`The variable ${JSON.stringify(path[0])} `);
  });

  it.each([65, 100_000])('refuse %i lists within each other, without reaching the end of the stack', (depth) => {
    const error = guardVariables(nested(depth));
    expect(error?.code).toBe('BAD_USER_INPUT');
    expect(error?.message).toContain('64');
  });

  it('end on a value that contains itself', () => {
    const value: Record<string, unknown> = {};
    value.self = value;
    expect(guardVariables({ value })?.code).toBe('BAD_USER_INPUT');
  });
});
