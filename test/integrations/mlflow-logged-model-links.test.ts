import { expect, test } from 'vitest';
import { ApiError } from '#integrations/client/api-error.js';
import type { Variables } from '#integrations/client/graphql-client.js';
import { ImportTally } from '#integrations/importing/report/import-report.js';
import type { ImportContext } from '#integrations/mlflow/import/import-context.js';
import { loggedModelLinks } from '#integrations/mlflow/import/link-logged-models.js';

const run = (place: string) => ({
  place,
  experimentId: '1',
  modelInputs: ['m-1'],
  modelOutputs: [{ id: 'm-2', step: 0 }],
});

/** A context whose gateway refuses a mutation, and notes the runs that are linked. */
function contextThat(refuses: (document: string) => boolean) {
  const linked: string[] = [];
  const mutate = async (document: string, variables: Variables) => {
    if (refuses(document)) throw new ApiError('BAD_USER_INPUT', 'refused');
    linked.push(`${(variables['input'] as { run: string }).run} ${document.includes('Outputs') ? 'made' : 'read'}`);
  };
  const tally = new ImportTally();
  return { linked, tally, context: { tally, client: { mutate } } as unknown as ImportContext };
}

test('links of more runs than are remembered are left for the next import, which begins where this one did', async () => {
  const { linked, tally, context } = contextThat(() => false);
  const links = loggedModelLinks(context, 1);
  links.add(run('1/a'), 'a', null);
  expect(tally.isWhole).toBe(true);
  links.add(run('1/b'), 'b', null);
  await links.link(async (model) => model);
  expect(linked).toEqual(['a made', 'a read']);
  expect(tally.isWhole).toBe(false);
  expect(tally.report('').remarks).toEqual([
    { path: '1/b', remark: expect.stringContaining('linked when it is imported again') },
  ]);
});

test.each([
  ['addRunOutputs', 'output', ['a read']],
  ['addRunInputs', 'input', ['a made']],
])('links that %s refuses are reported as what they are, and the others are made', async (mutation, kind, made) => {
  const { linked, tally, context } = contextThat((document) => document.includes(mutation));
  const links = loggedModelLinks(context);
  links.add(run('1/a'), 'a', null);
  await links.link(async (model) => model);
  expect(linked).toEqual(made);
  expect(tally.report('').skips).toEqual([{ kind, path: `1/a/${kind}s`, reason: 'refused', code: 'BAD_USER_INPUT' }]);
});
