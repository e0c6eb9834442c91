import { expect, test } from 'vitest';
import { shortened, shortenedName } from '../src/picture/shortened';

/** As wide as so many letters. */
const wide = (letters: number) => [letters * 0.602 * 10 + 0.1, 10] as const;

test('a text that fits stays, and what does not ends in an ellipsis', () => {
  expect(shortened('demo/churn', ...wide(10))).toBe('demo/churn');
  expect(shortened('demo/churner', ...wide(10))).toMatch(/^demo\/chu.*…$/);
});

test('of a name that does not fit its last part stays, which tells it from its neighbours', () => {
  expect(shortenedName('demo/churn', ...wide(10))).toBe('demo/churn');
  expect(shortenedName('team/vision/roads', ...wide(10))).toBe('…/roads');
  expect(shortenedName('team/vision/road-surfaces', ...wide(12))).toMatch(/^…\/road-su.*…$/);
  expect(shortenedName('a-name-of-one-part-alone', ...wide(10))).toMatch(/^a-name-o.*…$/);
});
