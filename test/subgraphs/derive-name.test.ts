import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAME_PATTERN, namespaceOf } from '#platform/refs/ref.js';
import { deriveName } from '#values/derive-name.js';

/** Names that are taken, and how often was asked which of some are. */
function takenNames(names: Iterable<string> = []) {
  const taken = new Set(names);
  let asked = 0;
  return {
    taken,
    asked: () => asked,
    among: async (candidates: readonly string[]) => {
      asked += 1;
      return candidates.filter((name) => taken.has(name));
    },
  };
}

const derived = (displayName: string, taken: Iterable<string> = [], namespace = 'ml') =>
  deriveName({ namespace, displayName }, takenNames(taken).among);

describe('the name of what has but a display name', () => {
  test.each([
    ['baseline', 'ml/baseline'],
    ['Fraud Detector (v2)', 'ml/Fraud-Detector-v2'],
    ['Größe', 'ml/Gro-e'],
    ['modèle à déployer', 'ml/modele-a-deployer'],
    ['/Users/ann@example.org/Churn', 'ml/Users-ann-example.org-Churn'],
    ['team/nightly', 'ml/team-nightly'],
    ['../../etc', 'ml/etc'],
    ['不正検知', 'ml/unnamed'],
    ['🦊', 'ml/unnamed'],
    [' ', 'ml/unnamed'],
    ['-.-', 'ml/unnamed'],
    ['a@1.0.0#b', 'ml/a-1.0.0-b'],
    ['__proto__', 'ml/proto__'],
  ])('%j is %s', async (displayName, name) => {
    expect(await derived(displayName)).toBe(name);
  });

  test('has the first number behind it that is free, where others have it', async () => {
    expect(await derived('Großes', ['ml/Gro-es'])).toBe('ml/Gro-es-2');
    expect(await derived('不正', ['ml/unnamed', 'ml/unnamed-2', 'ml/unnamed-4'])).toBe('ml/unnamed-3');
  });

  test('is found among thousands that are taken in a few questions', async () => {
    const names = takenNames(['ml/unnamed', ...Array.from({ length: 5_000 }, (_, index) => `ml/unnamed-${index + 2}`)]);
    expect(await deriveName({ namespace: 'ml', displayName: '不正' }, names.among)).toBe('ml/unnamed-5002');
    expect(names.asked()).toBe(6);
  });

  test('stands without a namespace where there is none', async () => {
    expect(await derived('A b', ['A-b'], '')).toBe('A-b-2');
  });

  test('is of the grammar, in its namespace and nobody else’s, whatever the display names are', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('a/b', 'A b', 'a-b', 'ß'.repeat(400)),
    );
    const namespace = fc.constantFrom('ml', 'a/b/c/d/e', 'n'.repeat(150), '');
    await fc.assert(
      fc.asyncProperty(namespace, fc.array(text), async (namespace, displayNames) => {
        const names = takenNames();
        for (const displayName of displayNames) {
          const name = await deriveName({ namespace, displayName }, names.among);
          expect(name).toMatch(NAME_PATTERN);
          expect(namespaceOf(name)).toBe(namespace);
          expect(names.taken.has(name)).toBe(false);
          names.taken.add(name);
        }
      }),
    );
  });
});
