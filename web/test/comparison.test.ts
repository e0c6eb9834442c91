import { expect, test } from 'vitest';
import { type Comparison, deltaOf, differenceRows } from '../src/compare/difference-rows';
import { asMarkdown } from '../src/compare/markdown';
import { packageRows } from '../src/environment/package-changes';

const change = (ref: string, part: 'CONFIG' | 'CODE', path: string, before: unknown, after: unknown) => ({
  ...{ ref, part, path, before, after },
});

test('differences stand in a row a place, and whoever has what the first has is left out', () => {
  const rows = differenceRows({
    changes: [
      change('m@2', 'CONFIG', 'config.b', 1, 2),
      change('m@2', 'CODE', 'commit', 'x', 'y'),
      change('m@3', 'CONFIG', 'config.b', 1, null),
    ],
  });
  expect(rows.map(({ path, base, others }) => [path, base, [...others]])).toEqual([
    ['commit', 'x', [['m@2', 'y']]],
    [
      'config.b',
      1,
      [
        ['m@2', 2],
        ['m@3', null],
      ],
    ],
  ]);
});

test('a difference of metrics has a sign, and is good or bad where it is known which way is better', () => {
  expect(deltaOf(0.75, 0.5, 'HIGHER')).toEqual({ sign: '▲', by: 0.25, tone: 'good' });
  expect(deltaOf(0.75, 0.5, 'LOWER')).toEqual({ sign: '▲', by: 0.25, tone: 'bad' });
  expect(deltaOf(0.25, 0.5, 'UNKNOWN')).toEqual({ sign: '▼', by: -0.25, tone: 'muted' });
  expect(deltaOf(0.5, 0.5, 'HIGHER')).toEqual({ sign: '=', by: 0, tone: 'muted' });
  for (const value of ['NaN', null, undefined]) expect(deltaOf(value, 0.5, 'HIGHER')).toBeUndefined();
});

test('as Markdown a value stands to the letter, and ends neither its cell, its row nor the table', () => {
  const comparison = {
    versions: [{ ref: 'm@1' }, { ref: 'm@2' }],
    metrics: [{ key: 'a|b', values: [0.5, 'NaN'], better: 'HIGHER' }],
    changes: [change('m@2', 'CONFIG', 'config.x', '| <script>\n\n# a', ['`'])],
  } as unknown as Comparison;
  expect(asMarkdown(comparison)).toBe(
    [
      '| Metric | m@1 | m@2 |',
      '| --- | --- | --- |',
      '| a\\|b | 0.5 | NaN |',
      '',
      '| Difference | m@1 | m@2 |',
      '| --- | --- | --- |',
      '| config config.x | `\\| <script> # a` | ``["`"]`` |',
      '',
    ].join('\n'),
  );
});

test('as Markdown a value is fenced by more than it holds, and one that no span can hold is escaped', () => {
  const cell = (after: unknown) => {
    const changes = [change('m@2', 'CONFIG', 'x', null, after)];
    const comparison = { versions: [{ ref: 'm@1' }, { ref: 'm@2' }], metrics: [], changes };
    return asMarkdown(comparison as unknown as Comparison)
      .split('\n')
      .at(-2);
  };
  for (const [value, expected] of [
    ['a *b* _c_', '`a *b* _c_`'],
    ['``x``', '``` ``x`` ```'],
    ['`', '`` ` ``'],
    ['', '""'],
    ['a\\|b', 'a\\\\\\|b'],
    [null, '–'],
  ])
    expect([value, cell(value)]).toEqual([value, `| config x | – | ${expected} |`]);
});

test('packages are reported as added, removed, changed or the same, and as nothing where no version is before', () => {
  const pinned = (name: string, version: string | null) => ({ manager: 'pip', name, version });
  const now = [pinned('a', '1'), pinned('b', '2'), pinned('c', null)];
  const before = [pinned('a', '1'), pinned('b', '1'), pinned('d', '3')];
  const changes = (rows: ReturnType<typeof packageRows>) => rows.map(({ name, change: how }) => [name, how]);
  expect(changes(packageRows(now, before))).toEqual([
    ['a', 'same'],
    ['b', 'changed'],
    ['c', 'added'],
    ['d', 'removed'],
  ]);
  expect(changes(packageRows(now, undefined))).toEqual([
    ['a', undefined],
    ['b', undefined],
    ['c', undefined],
  ]);
});
