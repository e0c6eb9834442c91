import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

const FOLDER = 'src/integrations/mlflow/rest';

/** Texts that are constants of a module, by name: fields of a type, and documents in which they stand. */
const CONSTANTS = new Map<string, string>(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(path.join(FOLDER, file), 'utf8');
      const constants = source.matchAll(/^(?:export )?const (\w+) =\s+(?:`([^`]*)`|'([^'\n]*)');$/gm);
      return [...constants].map(([, name = '', template, text = '']) => [`${file} ${name}`, template ?? text] as const);
    }),
);

/** A template with what its names stand for: a constant of its own file, else the one of that name in the folder. */
function filled(template: string, name: string): string {
  const [file] = name.split(' ');
  return template.replace(/\$\{(\w+)\}/g, (_, wanted: string) => {
    const named = [...CONSTANTS.keys()].filter((one) => one.endsWith(` ${wanted}`));
    const own = `${file} ${wanted}`;
    const found = CONSTANTS.has(own) ? [own] : named;
    expect(found, wanted).toHaveLength(1);
    return filled(CONSTANTS.get(found[0]!) ?? '', found[0]!);
  });
}

const DOCUMENTS = [...CONSTANTS].filter(([, text]) => /^(query|mutation)\b/.test(text));

test('each document that MLflow’s facade asks fits the API, and is a constant', () => {
  const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValid: true });
  const faults = DOCUMENTS.flatMap(([name, text]) =>
    validate(schema, parse(filled(text, name))).map(({ message }) => `${name}: ${message}`),
  );
  expect(faults).toEqual([]);
  expect(DOCUMENTS.length).toBeGreaterThan(20);
  const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const written = sources.flatMap((file) => [
    ...readFileSync(path.join(FOLDER, file), 'utf8').matchAll(/[`'](?:query|mutation) \w+/g),
  ]);
  expect(written.length).toBe(DOCUMENTS.length);
});

test('each document has a name of its own kind, by which keys of requests tell its operations apart', () => {
  for (const [name, text] of DOCUMENTS)
    expect([name, text]).toEqual([name, expect.stringMatching(/^(query|mutation) [A-Z]\w+[ (]/)]);
});
