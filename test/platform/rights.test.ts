import { expect, test } from 'vitest';
import { permits } from '#platform/auth/action-rule.js';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS, holds, rightsFrom, sees } from '#platform/auth/rights.js';

test('a role holds in its namespace and below it, and in no other that begins alike', () => {
  const rights = rightsFrom({ roles: [{ role: 'MAINTAINER', namespace: 'team/vision' }], closed: [] });
  expect(
    ['team/vision', 'team/vision/ocr', 'team', 'team/visions', ''].map((ns) => holds(rights, 'VIEWER', ns)),
  ).toEqual([true, true, false, false, false]);
  expect(holds(rights, 'MAINTAINER', 'team/vision')).toBe(true);
  expect(holds(rights, 'ADMIN', 'team/vision')).toBe(false);
  expect(holds(ALL_RIGHTS, 'ADMIN', 'anything/at/all')).toBe(true);
});

test('of several roles in one namespace the strongest holds', () => {
  const roles = (['ADMIN', 'VIEWER'] as const).map((role) => ({ role, namespace: 'a' }));
  expect(rightsFrom({ roles, closed: [] }).roles).toEqual([{ role: 'ADMIN', namespace: 'a' }]);
});

test('a closed namespace is hidden, but from those who have a role in it, above it, or in the part below that is theirs', () => {
  const seen = (namespace: string | null, name: string) =>
    sees(rightsFrom({ roles: namespace === null ? [] : [{ role: 'VIEWER', namespace }], closed: ['secret'] }), name);
  expect(seen(null, 'secret/model@1.0.0')).toBe(false);
  expect(seen(null, 'secrets/model')).toBe(true);
  expect(seen(null, 'secret')).toBe(true); // a name, which has no namespace
  expect(seen('', 'secret/model')).toBe(true);
  expect(seen('secret', 'secret/model')).toBe(true);
  expect(seen('secret/lab', 'secret/lab/model')).toBe(true);
  expect(seen('secret/lab', 'secret/model')).toBe(false);
  expect(seen('other', 'secret/model')).toBe(false);
});

test('where reading wants a role everywhere, names are seen where one is held', () => {
  const rights = rightsFrom({ roles: [{ role: 'VIEWER', namespace: 'mine' }], closed: [''] });
  expect(['mine/a', 'mine/b/c', 'other/a', 'a'].map((name) => sees(rights, name))).toEqual([true, true, false, false]);
});

test('callers with equal rights have one fingerprint, whatever the order of their grants', () => {
  const one = { role: 'VIEWER', namespace: 'a' } as const;
  const other = { role: 'ADMIN', namespace: 'b' } as const;
  const of = (roles: (typeof one | typeof other)[], closed: string[]) => rightsFrom({ roles, closed }).fingerprint;
  expect(of([one, other], ['x', 'y'])).toBe(of([other, one], ['y', 'x']));
  expect(of([one], [])).not.toBe(of([other], []));
  expect(of([one], [])).not.toBe(of([one], ['x']));
});

test('who asks is looked at for a rule alone that is another for what others made', () => {
  const rights = rightsFrom({ roles: [{ role: 'CONTRIBUTOR', namespace: 'a' }], closed: [] });
  let looks = 0;
  const caller: Caller = {
    kind: 'USER',
    rights,
    get actor() {
      looks += 1;
      return 'ann';
    },
  };
  const target = { name: 'a/model', madeBy: 'bob' };
  expect(permits(caller, { name: 'DO', role: 'CONTRIBUTOR' }, target)).toBe(true);
  expect(looks).toBe(0);
  expect(permits(caller, { name: 'DO', role: 'CONTRIBUTOR', ofOthers: 'MAINTAINER' }, target)).toBe(false);
  expect(looks).toBe(1);
});
