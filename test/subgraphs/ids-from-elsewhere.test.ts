import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const EXPERIMENT = 'acme/elsewhere';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
  await world.write('createExperiment', { name: EXPERIMENT }, 'created');
});
afterAll(() => world[Symbol.asyncDispose]());

/** How each thing that may come with an id is made; `one` and `two` are other things. */
const MAKINGS = [
  ['startRun', 'run', {}],
  ['registerRun', 'run', { parameters: { depth: 6 } }],
  ['createLoggedModel', 'loggedModel', {}],
] as const;

interface Made {
  readonly created: boolean;
  readonly [what: string]: unknown;
}

for (const [field, what, more] of MAKINGS) {
  const make = (input: object) =>
    world.write<Made>(field, { experiment: EXPERIMENT, name: 'one', ...more, ...input }, `created ${what} { id ref }`);
  const refusal = (input: object) =>
    world.refusal(field, { experiment: EXPERIMENT, name: 'one', ...more, ...input }).then(({ code }) => code);

  test(`${field} takes the id that a thing has elsewhere, and the same id is the same thing`, async () => {
    const id = uuid();
    const made = { id, ref: `${EXPERIMENT}@${id}` };
    expect(await make({ id: id.toUpperCase() })).toEqual({ created: true, [what]: made });
    expect(await make({ id })).toEqual({ created: false, [what]: made });
  });

  test(`${field} refuses an id with other content, in another experiment, or with another externalId`, async () => {
    const id = uuid();
    await make({ id, externalId: `${field}:1` });
    await world.write('createExperiment', { name: 'acme/other' }, 'created');
    const inputs = [
      { id, externalId: `${field}:1`, name: 'two' },
      { id, externalId: `${field}:1`, experiment: 'acme/other' },
      { id },
      { id, externalId: `${field}:2` },
      { id: uuid(), externalId: `${field}:1` },
    ];
    for (const input of inputs) expect(await refusal(input)).toBe('CONFLICT');
  });

  test(`${field} refuses the id of another kind of thing, and what is none`, async () => {
    const { modelVersion } = await world.write<Record<'modelVersion', { id: string }>>(
      'registerModelVersion',
      { model: 'acme/taken', config: { field } },
      'modelVersion { id }',
    );
    expect(await refusal({ id: modelVersion.id })).toBe('CONFLICT');
    const other = field === 'createLoggedModel' ? 'startRun' : 'createLoggedModel';
    const id = uuid();
    await world.write(other, { experiment: EXPERIMENT, name: 'other', id }, 'created');
    expect(await refusal({ id })).toBe('CONFLICT');
    expect(await refusal({ id: 'run-1' })).toBe('BAD_USER_INPUT');
  });
}

test('a run that is registered under the id and with the content of another server has its digest', async () => {
  const content = {
    experiment: EXPERIMENT,
    name: 'same',
    parameters: { depth: 6 },
    metrics: [{ key: 'auc', value: 1 }],
  };
  const first = await world.write<{ run: { id: string } }>('registerRun', content, 'run { id }');
  await using elsewhere = await createRegistryWorld();
  const { id } = first.run;
  const preview = await elsewhere.ask(
    'query ($input: RegisterRunInput!) { previewRun(input: $input) { created digest } }',
    { input: { ...content, id } },
  );
  const copy = await elsewhere.write<{ digest: string }>('registerRun', { ...content, id }, 'digest run { manifest }');
  const again = await world.ask<{ run: { digest: string; manifest: object } }>(
    `{ run(id: "${id}") { digest manifest } }`,
  );
  expect(preview.data).toEqual({ previewRun: { created: true, digest: copy.digest } });
  expect(copy).toEqual({ digest: again.data.run.digest, run: { manifest: again.data.run.manifest } });
});

test('a preview of a version says the digest that it will have', async () => {
  const input = { model: 'acme/previewed', config: { depth: 6 } };
  const { data } = await world.ask<{ previewModelVersion: { digest: string } }>(
    'query ($input: RegisterModelVersionInput!) { previewModelVersion(input: $input) { digest } }',
    { input },
  );
  const made = await world.write('registerModelVersion', input, 'modelVersion { digest }');
  expect(made).toEqual({ modelVersion: data.previewModelVersion });
});
