import { fileURLToPath } from 'node:url';

/** The types of the API's scalars, for graphql-codegen: what is sent, and what comes. */
export const scalars = {
  DateTime: { input: 'Date | string', output: 'string' },
  JSON: { input: 'unknown', output: 'unknown' },
  JSONObject: { input: 'Readonly<Record<string, unknown>>', output: 'Readonly<Record<string, unknown>>' },
  SafeInt: { input: 'number', output: 'number' },
  // NaN and the infinities are texts.
  MetricValue: { input: 'number | string', output: 'number | string' },
};

/** The schema of the API that this package was made for. */
export const schema = fileURLToPath(new URL('./schema.graphql', import.meta.url));

/**
 * A configuration of graphql-codegen with its client preset: what it writes of your documents, `Pedigraph` takes.
 * @param {{ documents: string | string[], out?: string, schema?: string }} options where your documents are, where to
 *   write (`./src/gql/`), and another schema than the one that is packed, such as the URL of a server
 */
export function pedigraphCodegen({ documents, out = './src/gql/', schema: theirs = schema }) {
  return {
    schema: theirs,
    documents,
    ignoreNoDocuments: true,
    importExtension: '.js',
    generates: {
      [out]: {
        preset: 'client',
        // persisted-documents.json is a folder's file for `pedigraph start --trusted-documents`.
        presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
        config: { documentMode: 'string', scalars, enumType: 'string-literal', useTypeImports: true },
      },
    },
  };
}
