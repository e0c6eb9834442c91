// npm run documents [-- --check]: checks every web/src/**/*.graphql against schema/api.graphql, and writes beside it what the
// explorer sends: its text, the SHA-256 of that, and the types of its answer and variables. All texts by their hashes are
// the manifest web/trusted-documents/explorer.json, for a gateway that executes trusted documents alone. So it does for
// clients/typescript (write-client.mjs).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, Kind, parse, print, validate, visit } from 'graphql';
import { scalars } from '../clients/typescript/codegen.js';
import { writtenClient } from './write-client.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const sources = path.join(root, 'web', 'src');
const manifest = path.join(root, 'web', 'trusted-documents', 'explorer.json');

const TYPES = {
  scalars: { ...scalars, DateTime: 'string' },
  enumType: 'string-literal',
  immutableTypes: true,
  skipTypename: true,
  nonOptionalTypename: false,
  avoidOptionals: false,
};

/** What there is to write: the text of each file, by its path. */
export async function writtenDocuments() {
  const sdl = readFileSync(path.join(root, 'schema', 'api.graphql'), 'utf8');
  // Without the descriptions, whose words change more often than what is described.
  const document = visit(parse(sdl), {
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
  const schema = { ast: buildASTSchema(document), document };
  const written = new Map();
  const trusted = {};
  for (const file of sourcesEnding('.graphql')) {
    const { text, hash, module } = await documentModule(schema, file);
    written.set(file.replace(/\.graphql$/, '.document.ts'), module);
    trusted[hash] = text;
  }
  for (const [file, text] of await writtenClient(schema)) written.set(file, text);
  return written.set(manifest, `${JSON.stringify(trusted, null, 2)}\n`);
}

/** What was written of a .graphql that is not there any more. */
export function orphanedDocuments() {
  return sourcesEnding('.document.ts').filter((file) => !existsSync(file.replace(/\.document\.ts$/, '.graphql')));
}

function sourcesEnding(suffix) {
  const names = readdirSync(sources, { recursive: true }).filter((file) => file.endsWith(suffix));
  return names.sort().map((name) => path.join(sources, name));
}

async function documentModule(schema, file) {
  const source = readFileSync(file, 'utf8');
  const document = parse(source);
  const faults = validate(schema.ast, document);
  if (faults.length > 0) throw new Error(`${path.relative(root, file)}: ${faults.map(String).join('\n')}`);
  const [operation, ...more] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const name = operation?.name?.value;
  if (name === undefined || more.length > 0)
    throw new Error(`${path.relative(root, file)} must have one operation, with a name.`);
  const types = await codegen({
    filename: file,
    schema: schema.document,
    schemaAst: schema.ast,
    documents: [{ location: file, document }],
    config: TYPES,
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  // As people read it: the IDE opens it, and it is sent once.
  const text = print(document);
  const hash = createHash('sha256').update(text).digest('hex');
  const type = name + operation.operation[0].toUpperCase() + operation.operation.slice(1);
  const module = `// Written by npm run documents of ${path.basename(file)}.
import type { Document } from '${path.relative(path.dirname(file), path.join(sources, 'api', 'document')).replaceAll(path.sep, '/')}';

${types.trim()}

/** ${name}, as it is sent. */
export const ${name}Document: Document<${type}, ${type}Variables> = {
  name: '${name}',
  hash: '${hash}',
  text: \`${escaped(text)}\`,
};
`;
  return { text, hash, module };
}

function escaped(text) {
  return text.replace(/[`\\$]/g, '\\$&');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const checks = process.argv.includes('--check');
  for (const [file, text] of await writtenDocuments()) {
    if (!checks) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text)
      throw new Error(`${path.relative(root, file)} is not what the .graphql files say: npm run documents.`);
  }
  for (const file of orphanedDocuments()) {
    if (checks) throw new Error(`${path.relative(root, file)} has no .graphql: npm run documents takes it away.`);
    rmSync(file);
  }
}
