// What of clients/typescript is written from its operations/*.graphql by `npm run documents`: their texts with the types of
// their answers and variables, and all texts by their hashes.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { concatAST, Kind, parse, print, separateOperations, validate } from 'graphql';
import { scalars } from '../clients/typescript/codegen.js';

const client = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'clients', 'typescript');

/** The text of each file, by its path. */
export async function writtenClient(schema) {
  const folder = path.join(client, 'operations');
  const documents = readdirSync(folder)
    .sort()
    .map((name) => ({ location: name, document: parse(readFileSync(path.join(folder, name), 'utf8')) }));
  const all = concatAST(documents.map(({ document }) => document));
  const faults = validate(schema.ast, all);
  if (faults.length > 0) throw new Error(`clients/typescript/operations: ${faults.map(String).join('\n')}`);
  const file = path.join(client, 'src', 'operations.ts');
  const types = await codegen({
    filename: file,
    schema: schema.document,
    schemaAst: schema.ast,
    documents,
    config: {
      scalars,
      enumType: 'string-literal',
      immutableTypes: true,
      nonOptionalTypename: false,
      skipTypename: true,
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  const texts = Object.entries(separateOperations(all)).map(([name, document]) => [name, print(document)]);
  const kinds = new Map(
    all.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [[one.name.value, one.operation]] : [])),
  );
  const hashOf = (text) => createHash('sha256').update(text).digest('hex');
  const constants = texts.map(([name, text]) => {
    const kind = kinds.get(name);
    const type = `${name}${kind[0].toUpperCase()}${kind.slice(1)}`;
    return `/** The ${kind} ${name}. */
export const ${name}Document: TypedDocument<${type}, ${type}Variables> = typedDocument(
  \`${text.replace(/[`\\$]/g, '\\$&')}\`,
);
`;
  });
  const module = `// Written by npm run documents of operations/*.graphql.
import { type TypedDocument, typedDocument } from './typed-document.js';

${types.trim()}

${constants.join('\n')}`;
  const manifest = Object.fromEntries(texts.map(([, text]) => [hashOf(text), text]));
  return [
    [file, module],
    [path.join(client, 'persisted-documents.json'), `${JSON.stringify(manifest, null, 2)}\n`],
  ];
}
