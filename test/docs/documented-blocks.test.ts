import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProgram } from '#cli/program.js';
import { SERVER_COMMANDS } from '#cli/server-commands.js';
import { loadExample } from '#process/example/load-example.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { commandsOf, type DocumentedBlock, documentedBlocks } from './documented-blocks.js';

/** Documents about things of their own, and the test that does what they say. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/digests.md': 'test/conformance/digests.test.ts',
  'docs/embed.md': 'test/web/explorer-embeds.test.ts',
  'docs/search.md': 'test/subgraphs/search-docs.test.ts',
  'docs/federation-audit.md': 'scripts/federation-audit.mjs',
  'examples/house-prices/README.md': 'test/integrations/example.test.ts',
  'examples/tool-in-typescript/README.md': 'test/clients/typescript-package.test.ts',
  'examples/your-own-subgraph/README.md': 'test/faults/joined-subgraphs.test.ts',
};

/** The same of the blocks of one language in a document. */
const ELSEWHERE_BY_LANGUAGE: Readonly<Record<string, string>> = {
  'docs/security.md sql': 'test/security/serving-role.test.ts',
  'docs/reporting.md sql': 'test/subgraphs/reporting.test.ts',
  'docs/metabase.md sql': 'test/subgraphs/reporting.test.ts',
  'docs/superset.md sql': 'test/subgraphs/reporting.test.ts',
  'docs/follow.md yaml': 'test/integrations/following/follow-file.test.ts',
  'README.md python': 'clients/python/tests/test_documents.py',
};

/** What a document tells a person to type that is no command of ours. */
const OF_THE_SHELL = /^(printf) |^bash \.ci\/run$/;

const isElsewhere = ({ file, language }: DocumentedBlock) =>
  file in ELSEWHERE || `${file} ${language}` in ELSEWHERE_BY_LANGUAGE;

const BLOCKS = documentedBlocks();
const named = (block: DocumentedBlock) => `${block.file}:${block.line}`;
const ran = new Set<DocumentedBlock>();

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
  await loadExample({ url: graph.url });
  // The catalog follows a moment behind.
  const told =
    '{ modelVersion(ref: "demo/churn@2.0.0") { lineage(direction: UPSTREAM) { complete } deployments { nodes { target } } } }';
  await vi.waitFor(
    async () =>
      expect(
        (await graph.ask<{ modelVersion: { lineage: object | null } }>(told)).data.modelVersion.lineage,
      ).not.toBeNull(),
    { timeout: 120_000, interval: 100 },
  );
});
afterAll(() => graph[Symbol.asyncDispose]());

/** What differs from one load of the example to the next. */
const withoutMoments = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (key, inner) => (key === 'durationSeconds' ? 0 : inner)).replaceAll(
      /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      'an id',
    ),
  );

test('every query of the documents is answered by the example, and the answer is the one that is shown', async () => {
  for (const [n, block] of BLOCKS.entries()) {
    if (block.language !== 'graphql' || block.file in ELSEWHERE) continue;
    let ledger: unknown;
    for (const operation of parse(block.text).definitions as readonly OperationDefinitionNode[]) {
      expect(operation.kind).toBe(Kind.OPERATION_DEFINITION);
      // What the answer before it told is what a document passes on.
      const variables = { ...variablesOf(block, operation), ...(ledger === undefined ? {} : { atLeast: ledger }) };
      const answer = await answerTo(operation, variables, named(block));
      ledger = answer.extensions?.['ledger'];
      expect(Object.values(answer.data as object), named(block)).not.toContain(null);
      const shown = BLOCKS[n + 1];
      if (shown?.language === 'json' && shown.file === block.file) {
        expect(withoutMoments({ data: answer.data }), named(shown)).toEqual(withoutMoments(JSON.parse(shown.text)));
        ran.add(shown);
      }
    }
    ran.add(block);
  }
});

/** Without an error; a query is asked until the catalog, which follows a moment behind, knows what was written. */
function answerTo(operation: OperationDefinitionNode, variables: Record<string, unknown>, place: string) {
  const ask = async () => {
    const answer = await graph.ask(print(operation), variables);
    expect(answer.errors, `${place} ${JSON.stringify(answer.errors)}`).toBeUndefined();
    return answer;
  };
  return operation.operation === 'query' ? vi.waitFor(ask, { timeout: 120_000, interval: 100 }) : ask();
}

/** Variables stand in a comment behind their operation, as JSON. */
function variablesOf({ text }: DocumentedBlock, { variableDefinitions = [] }: OperationDefinitionNode): object {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  for (const [, told = ''] of text.matchAll(/# (\{.*\})$/gm)) {
    try {
      const variables = JSON.parse(told) as object;
      if (names.length > 0 && names.every((name) => name in variables)) return variables;
    } catch {
      // A comment for people.
    }
  }
  return {};
}

test('every curl line of the documents does what it says', async () => {
  let answered = '';
  for (const block of BLOCKS.filter(({ language }) => language === 'sh')) {
    for (const { command, comment } of commandsOf(block).filter((one) => one.command.startsWith('curl '))) {
      const etag = /^etag: "(.*)"\r?$/im.exec(answered)?.[1] ?? '';
      const line = command
        .replaceAll(/(http:\/\/)?(localhost|127\.0\.0\.1):4000/g, new URL(graph.url).origin)
        .replace('<the ETag>', etag);
      answered = / -N /.test(line) ? await firstEventOf(line) : (await promisify(execFile)('sh', ['-c', line])).stdout;
      expect(answered, `${named(block)} ${command}`).not.toMatch(/"errors"|HTTP\/1\.1 [45]/);
      if (/^\d{3}$/.test(comment)) expect(answered.trim(), `${named(block)} ${command}`).toBe(comment);
    }
  }
});

test('every piece of Python in the documents runs, and prints something', async () => {
  for (const block of BLOCKS.filter((one) => one.language === 'python' && !isElsewhere(one))) {
    const text = block.text.replaceAll('http://127.0.0.1:4000', new URL(graph.url).origin);
    const { stdout } = await promisify(execFile)('python3', ['-c', text]);
    expect(stdout.trim(), named(block)).not.toBe('');
    ran.add(block);
  }
});

/** A stream has no end of its own. */
async function firstEventOf(line: string): Promise<string> {
  const child = spawn('sh', ['-c', `exec ${line}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    if (/^data: .*\n/m.test(said)) break;
  }
  child.kill();
  return said;
}

test('every command that a document or --help names is run by .ci/run', async () => {
  const run = [readFileSync('.ci/run', 'utf8'), readFileSync('.ci/commands.mjs', 'utf8')].join('\n');
  const commands = (await createProgram(SERVER_COMMANDS)).commands.flatMap((command) => {
    const inner = command.commands.map((one) => `${command.name()} ${one.name()}`);
    return (inner.length > 0 ? inner : [command.name()]).map((name) => `pedigraph ${name}`);
  });
  for (const block of BLOCKS.filter(({ language }) => language === 'sh')) {
    for (const { command } of commandsOf(block)) {
      const [, plain = ''] = /^(?:[A-Z_]+=\S+ )*(.*)$/.exec(command) ?? [];
      if (!plain.startsWith('curl ') && !OF_THE_SHELL.test(plain) && !(block.file in ELSEWHERE))
        commands.push(nameOf(plain));
    }
    ran.add(block);
  }
  expect([...new Set(commands)].filter((command) => !run.includes(command))).toEqual([]);
});

/** `npm run bench -- --only floor` is `npm run bench`; what a document gives ours comes after its name. */
function nameOf(command: string): string {
  const ours = /^(?:pedigraph|node bin\/pedigraph\.mjs) (import mlflow|catalog rebuild|\w+)/.exec(command);
  if (ours) return `pedigraph ${ours[1]}`;
  return /^(npm (?:run [\w:]+|\w+)|bash \S+|node \S+)/.exec(command)?.[1] ?? command;
}

test('no block was passed over', () => {
  for (const [file, by] of Object.entries({ ...ELSEWHERE, ...ELSEWHERE_BY_LANGUAGE }))
    expect([file, readFileSync(by, 'utf8').length > 0]).toEqual([file, true]);
  const left = BLOCKS.filter((block) => !ran.has(block) && block.language !== '' && !isElsewhere(block));
  expect(left.map(named)).toEqual([]);
});
