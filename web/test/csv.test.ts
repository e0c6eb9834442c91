import { expect, test } from 'vitest';
import { csvOf } from '../src/export/csv';
import { escaped } from '../src/export/markup';
import { fileName } from '../src/export/save-file';

test('a table is written as RFC 4180 has it', () => {
  expect(
    csvOf([
      ['a', 'b'],
      ['one, two', 'say "hi"'],
      ['line\nline', null],
      [0.1, true],
    ]),
  ).toBe('a,b\r\n"one, two","say ""hi"""\r\n"line\nline",\r\n0.1,true\r\n');
});

test('what a spreadsheet would take for a formula stays text, and a number a number', () => {
  const formulas = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tx', "=cmd|' /C calc'!A0"];
  expect(csvOf(formulas.map((each) => [each]))).toBe(formulas.map((each) => `'${each}\r\n`).join(''));
  expect(csvOf([['\r=1'], ['-0.5'], [-3e-7], ['+12']])).toBe(`"'\r=1"\r\n-0.5\r\n-3e-7\r\n+12\r\n`);
});

test('text stays text in markup, and what XML cannot hold is replaced', () => {
  expect(escaped(`<b a="1">&'`)).toBe('&lt;b a=&quot;1&quot;&gt;&amp;&#39;');
  expect(escaped('\u0000a\u001fb\ud800c\uffff🦊\t')).toBe('\ufffda\ufffdb\ufffdc\ufffd🦊\t');
});

test('a name of a file has nothing that leads elsewhere', () => {
  expect(fileName('lineage of ../../etc/passwd@1.0.0.svg')).toBe('lineage-of-..-..-etc-passwd@1.0.0.svg');
  expect(fileName('..\\<x>: "ä".csv')).toBe('x-ä.csv');
});
