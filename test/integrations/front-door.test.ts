import { expect, test } from 'vitest';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { runCommand } from '../support/running-command.js';

test('--version is the version and nothing else', async () => {
  expect(await runCommand(['--version'])).toMatchObject({ code: 0, stdout: `${PRODUCT_VERSION}\n`, stderr: '' });
});

test('a setting that is wrong and a variable that is none are told in a sentence each, and nothing is started', async () => {
  const { code, stdout, stderr } = await runCommand(['start'], { PORT: 'http', PEDIGRAPH_TOKNE: 'x' });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    'PEDIGRAPH_TOKNE is no setting and changes nothing; did you mean PEDIGRAPH_TOKEN?',
    'PORT: expected a whole number from 0 to 65535, but got "http"',
    '',
  ]);
});
