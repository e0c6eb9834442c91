import type { Command } from 'commander';
import { alignColumns } from '#integrations/printing/align-columns.js';
import { asCount } from './as-count.js';
import { asMoment } from './as-moment.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface LogOptions extends AnswerOptions {
  readonly first: number;
  readonly after?: string;
  readonly type?: string;
  readonly namespace?: string;
  readonly actor?: string;
  readonly since?: Date;
  readonly until?: Date;
}

/** The command `log [SUBJECT]`: who did what, newest first, from the ledgers. */
export function logCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('log', env)
    .description('list who did what, newest first: of everything, or of one thing')
    .argument('[subject]', 'a ref, as the log prints it: fraud/detector@1.4.0')
    .option('--type <type>', 'only events of this type, as the log prints them')
    .option('--namespace <namespace>', 'only of this namespace, and of those below it')
    .option('--actor <principal>', 'only by this principal')
    .option('--since <moment>', 'only from this moment on: 2026-01-31T12:00:00Z', asMoment)
    .option('--until <moment>', 'only before this moment', asMoment)
    .option('--first <number>', 'how many: 1 to 100 (default: 20)', asCount, 20)
    .option('--after <cursor>', 'continue behind this cursor, as the page before printed it')
    .action((subject: string | undefined, options: LogOptions) =>
      withClient(options, async (client) => {
        const { type, namespace, actor, since, until, first, after } = options;
        const variables = { subject, type, namespace, actor, since, until, first, after };
        const { ledger } = await client.query<{ ledger: Ledger }>(LOG, variables);
        printAnswerOf(ledger, () => inWords(ledger), options);
      }),
    );
}

function inWords({ nodes, totalCount, pageInfo }: Ledger): string {
  return [
    ...alignColumns(nodes.map(({ createdAt, actor, typeName, subject }) => [createdAt, actor, typeName, subject])),
    `${nodes.length} of ${totalCount}`,
    ...(pageInfo.hasNextPage ? [`more: --after ${pageInfo.endCursor}`] : []),
  ].join('\n');
}

interface Ledger {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly {
    readonly createdAt: string;
    readonly actor: string;
    readonly typeName: string;
    readonly subject: string;
  }[];
}

const LOG = `query Log(
  $subject: String, $type: LedgerEventType, $namespace: String, $actor: String
  $since: DateTime, $until: DateTime, $first: Int!, $after: String
) {
  ledger(
    subject: $subject, type: $type, namespace: $namespace, actor: $actor
    since: $since, until: $until, first: $first, after: $after
  ) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { subgraph position createdAt actor typeName subject payload hash }
  }
}`;
