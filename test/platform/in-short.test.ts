import { expect, test } from 'vitest';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refuseMissing } from '#platform/errors/refuse-missing.js';

const name = '\u{1f600}'.repeat(500_000);

test('a message that repeats an input of a megabyte keeps its beginning and what to do, and no half of a character', () => {
  const error = new PedigraphError('NOT_FOUND', `Expected x${name} to exist. Nothing was written.`, {
    name,
    of: [name],
  });
  expect(error.message.length).toBeLessThan(2_100);
  expect(error.message).toMatch(/^Expected x\u{1f600}+ … \u{1f600}+ to exist\. Nothing was written\.$/u);
  expect(String(error.extensions['name']).length).toBeLessThan(1_010);
  expect(JSON.stringify(error.extensions).length).toBeLessThan(3_000);
});

test('so does an error of a library', () => {
  const message = `Cannot query field "${name}".`;
  const error = Object.assign(new Error(message), { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  const told = normaliseError(error, { requestId: 'r', onFault: () => {} });
  expect(told.message.length).toBeLessThan(2_100);
});

test('a list of missing references names each of them, a long one in short', () => {
  const refuse = () => refuseMissing('Run', ['a', name], [null, null]);
  expect(refuse).toThrow(/there is no "a", "/);
  expect(refuse).toThrow(
    expect.objectContaining({
      extensions: expect.objectContaining({ missing: ['a', expect.stringMatching(/^\u{1f600}{500}…$/u)] }),
    }),
  );
});
