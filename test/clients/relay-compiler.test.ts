import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import { expect, test } from 'vitest';

const SDL = 'schema/api.graphql';
const COMPILER = createRequire(import.meta.url).resolve('relay-compiler/cli.js');

test('relay-compiler takes every connection of an entity and of the root as @connection, @refetchable', async () => {
  const connections = connectionsOf(await readFile(SDL, 'utf8'));
  expect(connections.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Model_versions', 'Experiment_runs', 'Query_models', 'Query_search']),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-relay-'));
  try {
    await mkdir(path.join(folder, 'src'));
    await copyFile(SDL, path.join(folder, 'schema.graphql'));
    const config = { src: './src', schema: './schema.graphql', language: 'javascript' };
    await writeFile(path.join(folder, 'relay.config.json'), JSON.stringify(config));
    for (const { name, fragment } of connections)
      await writeFile(path.join(folder, 'src', `${name}.js`), `graphql\`${fragment}\`;\n`);
    await promisify(execFile)(process.execPath, [COMPILER, 'relay.config.json'], { cwd: folder });
    const compiled = await readFile(path.join(folder, 'src/__generated__/Model_versionsQuery.graphql.js'), 'utf8');
    expect(compiled).toContain('node(id: $id)');
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Of each field that answers with a connection, on an entity or the root, the fragment that pages through it. */
function connectionsOf(sdl: string): { name: string; fragment: string }[] {
  return Object.values(buildSchema(sdl).getTypeMap()).flatMap((type) => {
    if (!isObjectType(type)) return [];
    if (type.name !== 'Query' && !type.getInterfaces().some(({ name }) => name === 'Node')) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      if (!getNamedType(field.type).name.endsWith('Connection')) return [];
      const name = `${type.name}_${field.name}`;
      const required = field.args.filter(isRequiredArgument);
      const variables = ['count: { type: "Int!" }', 'cursor: { type: "String" }'].concat(
        required.map((argument) => `${argument.name}: { type: "${argument.type}" }`),
      );
      const given = [
        'first: $count',
        'after: $cursor',
        ...required.map((argument) => `${argument.name}: $${argument.name}`),
      ];
      const fragment = `fragment ${name} on ${type.name} @refetchable(queryName: "${name}Query") @argumentDefinitions(${variables.join(', ')}) {
        ${field.name}(${given.join(', ')}) @connection(key: "${name}_${field.name}") { edges { node { __typename } } }
      }`;
      return [{ name, fragment }];
    });
  });
}
