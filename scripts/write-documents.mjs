// npm run documents [-- --check]: checks every web/src/**/*.graphql against schema/api.graphql, and writes beside it what the
// explorer sends: its text, the SHA-256 of that, and the types of its answer and variables.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, Kind, parse, print, validate, visit } from 'graphql';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const sources = path.join(root, 'web', 'src');

const TYPES = {
  scalars: {
    DateTime: 'string',
    JSON: 'unknown',
    JSONObject: 'Readonly<Record<string, unknown>>',
    SafeInt: 'number',
    // NaN and the infinities are texts.
    MetricValue: 'number | string',
  },
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
  for (const name of readdirSync(sources, { recursive: true })
    .filter((file) => file.endsWith('.graphql'))
    .sort()) {
    const file = path.join(sources, name);
    written.set(file.replace(/\.graphql$/, '.document.ts'), await documentModule(schema, file));
  }
  return written;
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
  return `// Written by npm run documents of ${path.basename(file)}.
import type { Document } from '${path.relative(path.dirname(file), path.join(sources, 'api', 'document')).replaceAll(path.sep, '/')}';

${types.trim()}

/** ${name}, as it is sent. */
export const ${name}Document: Document<${type}, ${type}Variables> = {
  name: '${name}',
  hash: '${hash}',
  text: \`${escaped(text)}\`,
};
`;
}

function escaped(text) {
  return text.replace(/[`\\$]/g, '\\$&');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const checks = process.argv.includes('--check');
  for (const [file, text] of await writtenDocuments()) {
    if (!checks) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text)
      throw new Error(`${path.relative(root, file)} is not what its .graphql says: npm run documents.`);
  }
}
