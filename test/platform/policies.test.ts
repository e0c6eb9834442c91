import { expect, test } from 'vitest';
import { readConfig } from '#platform/config/read-config.js';

test('policies stand for scopes: all of a list, one of the lists', () => {
  const text = ' finance=role:MAINTAINER@finance , pii=read:pii  role:VIEWER@people|admin,__proto__=a=b';
  const { policies } = readConfig({ PEDIGRAPH_POLICIES: text });
  expect(Object.entries(policies)).toEqual([
    ['finance', [['role:MAINTAINER@finance']]],
    ['pii', [['read:pii', 'role:VIEWER@people'], ['admin']]],
    ['__proto__', [['a=b']]],
  ]);
  expect(readConfig({}).policies).toEqual({});
});

test.each(['finance', 'finance=', '=admin', 'finance=|admin', 'a=b,a=c', 'a=b,'])(
  'policies %j are refused with what was expected',
  (text) => {
    expect(() => readConfig({ PEDIGRAPH_POLICIES: text })).toThrow(/^PEDIGRAPH_POLICIES: expected policy=scopes/);
  },
);
