import { expect, test } from 'vitest';
import { rightsOf } from '#gateway/authentication/rights-of.js';
import { holds, sees } from '#platform/auth/rights.js';

const scope = { role: 'CONTRIBUTOR', namespace: 'team' } as const;

test('a key of a namespace may do the less of what its principal and it may, there and nowhere else', () => {
  const of = (namespace: string, role: 'VIEWER' | 'ADMIN') =>
    rightsOf({ roles: [{ role, namespace }], closed: [], scope });
  expect(of('', 'ADMIN').roles).toEqual([{ role: 'CONTRIBUTOR', namespace: 'team' }]);
  expect(holds(of('team/lab', 'ADMIN'), 'CONTRIBUTOR', 'team')).toBe(false);
  expect(holds(of('team/lab', 'ADMIN'), 'CONTRIBUTOR', 'team/lab')).toBe(true);
  expect(holds(of('other', 'ADMIN'), 'VIEWER', 'other')).toBe(false);
  expect(['team/m', 'other/m', 'm'].map((name) => sees(of('', 'ADMIN'), name))).toEqual([true, false, false]);
});

test('it reads where everybody may, and nothing that is closed to its principal, be that its namespace, above or below', () => {
  const seen = (closed: string[], name: string) => sees(rightsOf({ roles: [], closed, scope }), name);
  expect(seen([], 'team/m')).toBe(true);
  expect(seen(['other'], 'team/m')).toBe(true);
  expect(seen(['team'], 'team/m')).toBe(false);
  expect(seen([''], 'team/m')).toBe(false);
  expect(seen(['team/secret'], 'team/secret/m')).toBe(false);
  const roles = [{ role: 'VIEWER', namespace: 'team/secret' }] as const;
  expect(sees(rightsOf({ roles, closed: ['team/secret'], scope }), 'team/secret/m')).toBe(true);
});
