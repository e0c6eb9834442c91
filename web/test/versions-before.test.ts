import { expect, test } from 'vitest';
import { versionsBefore } from '../src/writes/roll-back/versions-before';

/** Moves as `1 2 3 <2 -`: to versions, back to one, away. */
function movesOf(text: string) {
  return text.split(' ').map((move) => ({
    modelVersion: move === '-' ? null : { version: move.replace('<', '') },
    rolledBack: move.startsWith('<'),
  }));
}

test.each([
  ['1', ''],
  ['1 2 3', '2 1'],
  ['1 2 3 <2', '1'],
  ['1 2 3 <2 <1', ''],
  ['1 2 3 <2 4', '2 1'],
  ['1 2 1', '2'],
  ['1 2 -', '1'],
  ['1 2 3 <1', ''],
])('after %s an alias goes back to: %s', (moves, before) => {
  expect(
    versionsBefore(movesOf(moves))
      .map(({ version }) => version)
      .join(' '),
  ).toBe(before);
});
