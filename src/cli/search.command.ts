import type { Command } from 'commander';
import { alignColumns } from '#integrations/printing/align-columns.js';
import { asCount } from './as-count.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface SearchOptions extends AnswerOptions {
  readonly first: number;
  readonly after?: string;
}

/** The command `search QUERY`: model versions, runs, data and environments by words, fields and lineage. */
export function searchCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('search', env)
    .description('find model versions, runs, datasets and environments: words, fields, lineage (docs/search.md)')
    .argument('<query>', 'such as "namespace:fraud metric.auc > 0.9 not status:archived"')
    .option('--first <number>', 'how many: 1 to 100 (default: 20)', asCount, 20)
    .option('--after <cursor>', 'continue behind this cursor, as the page before printed it')
    .action((query: string, options: SearchOptions) =>
      withClient(options, async (client) => {
        const { first, after } = options;
        const { search } = await client.query<{ search: Found }>(SEARCH, { query, first, after });
        printAnswerOf(search, () => inWords(search), options);
      }),
    );
}

function inWords({ totalCount, countsAreCapped, nodes, pageInfo }: Found): string {
  const rows = nodes.flatMap((node) =>
    node === null
      ? []
      : [[node.__typename, node.ref ?? node.name ?? '', node.status ?? node.runStatus ?? '', node.createdAt]],
  );
  const most = countsAreCapped ? 'more than ' : '';
  return [
    ...alignColumns(rows),
    `${nodes.length} of ${most}${totalCount}`,
    ...(pageInfo.hasNextPage ? [`more: --after ${pageInfo.endCursor}`] : []),
  ].join('\n');
}

interface Found {
  readonly totalCount: number;
  readonly countsAreCapped: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (null | {
    readonly __typename: string;
    readonly ref?: string;
    readonly name?: string;
    readonly status?: string;
    readonly runStatus?: string;
    readonly createdAt: string;
  })[];
}

const SEARCH = `query Search($query: String!, $first: Int!, $after: String) {
  search(query: $query, first: $first, after: $after) {
    totalCount countsAreCapped pageInfo { hasNextPage endCursor }
    nodes {
      __typename
      ... on ModelVersion { id ref status createdAt } ... on Run { id ref name runStatus: status createdAt }
      ... on DatasetVersion { id ref createdAt } ... on EnvironmentVersion { id ref createdAt }
      ... on Model { id name createdAt } ... on Dataset { id name createdAt } ... on Experiment { id name createdAt }
    }
  }
}`;
