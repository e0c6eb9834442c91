import { Argument, type Command } from 'commander';
import { found } from '#integrations/client/found.js';
import { alignColumns } from '#integrations/printing/align-columns.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { refuseUnused } from './refuse-unused.js';
import { withClient } from './with-client.js';

/** The statuses that a person gives a version. */
const STATUSES = ['IN_REVIEW', 'APPROVED', 'REJECTED', 'PRODUCTION', 'ARCHIVED', 'QUARANTINED'] as const;

interface StatusOptions extends AnswerOptions {
  readonly reason?: string;
}

/** The command `status REF [STATUS]`: what a version is, where it runs and who approved it; or gives it a status. */
export function statusCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('status', env)
    .description('say what a model version is, where it runs and who approved it; or give it a status')
    .argument('<ref>', 'the model version: fraud/detector@1.4.0, @production')
    .addArgument(new Argument('[status]', 'the status it is to have').choices(STATUSES))
    .option('--reason <text>', 'why, for those who read the history')
    .action((ref: string, status: string | undefined, options: StatusOptions) =>
      withClient(options, async (client) => {
        if (status === undefined) refuseUnused(options, ['reason'], 'without a status');
        else await client.mutate(SET, { input: { modelVersion: ref, status, reason: options.reason } });
        const { modelVersion } = await client.query<{ modelVersion: Version | null }>(READ, { ref });
        const version = found(modelVersion, `the model version ${ref}`);
        printAnswerOf(version, () => alignColumns(rowsOf(version)).join('\n'), options);
      }),
    );
}

function rowsOf(version: Version): string[][] {
  const { ref, status, createdAt, createdBy, reproducibility, aliases, approvals, deployments, run, build } = version;
  const { totalCount, nodes } = deployments;
  return [
    ['version', ref],
    ['status', status],
    ['registered', `${createdAt} by ${createdBy}`],
    ['verdict', [reproducibility.verdict, ...reproducibility.missing].join('; ')],
    ['aliases', aliases.map(({ name }) => name).join(', ') || 'none'],
    [
      'approvals',
      approvals.map(({ actor, role }) => (role === null ? actor : `${actor} (${role})`)).join(', ') || 'none',
    ],
    ['runs on', nodes.map(({ target }) => target).join(', ') || 'no target'],
    ...(totalCount > nodes.length ? [['', `and ${totalCount - nodes.length} more`]] : []),
    ...(run?.metrics ?? []).map(({ key, value }) => [`metric ${key}`, String(value)]),
    ...(build === null ? [] : [['build', [build.system, build.url ?? build.buildId].filter(Boolean).join(' ')]]),
  ];
}

interface Version {
  readonly ref: string;
  readonly status: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly reproducibility: { readonly verdict: string; readonly missing: readonly string[] };
  readonly aliases: readonly { readonly name: string }[];
  readonly approvals: readonly { readonly actor: string; readonly role: string | null }[];
  readonly deployments: { readonly totalCount: number; readonly nodes: readonly { readonly target: string }[] };
  readonly run: { readonly metrics: readonly { readonly key: string; readonly value: number | string }[] } | null;
  readonly build: { readonly system: string; readonly url: string | null; readonly buildId: string | null } | null;
}

const SET = `mutation SetStatus($input: SetStatusInput!) {
  setStatus(input: $input) { modelVersion { ref } }
}`;
const READ = `query Status($ref: String!) {
  modelVersion(ref: $ref) {
    ref status createdAt createdBy reproducibility { verdict missing } aliases { name validFrom }
    approvals { actor role comment createdAt } run { id metrics { key value } } build { system buildId url }
    deployments(active: true, first: 100) { totalCount nodes { target startedAt } }
  }
}`;
