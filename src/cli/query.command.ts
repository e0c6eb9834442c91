import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { type Command, InvalidArgumentError } from 'commander';
import { operationOf } from '#integrations/client/operation-of.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type ClientOptions, clientCommand } from './client-options.js';
import { printAnswer } from './print.js';
import { withClient } from './with-client.js';

interface QueryOptions extends ClientOptions {
  readonly file?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly var: Readonly<Record<string, string>>;
}

/** The command `query DOCUMENT`: any query or mutation of the API, its data as JSON. */
export function queryCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return clientCommand('query', env)
    .description('send a query or a mutation of the API and print its data as JSON')
    .argument('[document]', 'GraphQL: { models { nodes { name } } }; left out, it is read from --file')
    .option('--file <path>', 'a file with the document; - is standard input')
    .option('--variables <json>', 'its variables: {"ref": "fraud/detector@1.4.0"}', asVariables)
    .option('--var <name=value>', 'a variable that is a text; may be given again', collectText, {})
    .option('--json', 'print JSON, which is what it always prints')
    .action((given: string | undefined, options: QueryOptions) =>
      withClient(options, async (client) => {
        const document = await documentOf(given, options.file);
        const variables = { ...options.variables, ...options.var };
        const data =
          operationOf(document) === 'mutation'
            ? await client.mutate(document, variables)
            : await client.query(document, variables);
        printAnswer(JSON.stringify(data, null, 2));
      }),
    );
}

async function documentOf(given: string | undefined, file: string | undefined): Promise<string> {
  if ((given === undefined) === (file === undefined))
    throw new PedigraphError('BAD_USER_INPUT', 'Expected a document, or --file with the path of one.');
  if (file === undefined) return given!;
  if (file === '-') return textOf(process.stdin);
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new PedigraphError('BAD_USER_INPUT', `The document cannot be read: ${error.message}`);
  });
}

function asVariables(text: string): Record<string, unknown> {
  try {
    const variables: unknown = JSON.parse(text);
    if (typeof variables === 'object' && variables !== null && !Array.isArray(variables)) return { ...variables };
  } catch {
    // It is no JSON: said below.
  }
  throw new InvalidArgumentError('Expected an object of JSON.');
}

function collectText(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Expected name=value.');
  return { ...before, [name]: value };
}
