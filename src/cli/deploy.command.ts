import type { Command } from 'commander';
import { found } from '#integrations/client/found.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { refuseUnused } from './refuse-unused.js';
import { withClient } from './with-client.js';

interface DeployOptions extends AnswerOptions {
  readonly environment?: string;
  readonly expected?: string;
  readonly end?: true;
  readonly reason?: string;
}

/** The command `deploy REF TARGET`: records that a version runs on a target, or that it no longer does. */
export function deployCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('deploy', env)
    .description('record that a model version runs on a target, or with --end that it no longer does')
    .argument('<ref>', 'the model version: fraud/detector@1.4.0, @production')
    .argument('<target>', 'where it runs: prod-eu')
    .option('--environment <ref>', 'the environment version it runs in')
    .option('--expected <version>', 'the version that is expected to run there; another one is a CONFLICT')
    .option('--end', 'end its deployment on that target')
    .option('--reason <text>', 'why it ends')
    .action((ref: string, target: string, options: DeployOptions) =>
      withClient(options, async (client) => {
        const { environment, expected, end, reason } = options;
        if (end) refuseUnused(options, ['environment', 'expected'], 'beside --end');
        else refuseUnused(options, ['reason'], 'without --end');
        const deployment = end
          ? await endDeployment(client, ref, target, reason)
          : (await client.mutate<Recorded>(RECORD, { input: { modelVersion: ref, target, environment, expected } }))
              .recordDeployment.deployment;
        printAnswerOf(deployment, () => inWords(deployment), options);
      }),
    );
}

async function endDeployment(client: GraphqlClient, ref: string, target: string, reason: string | undefined) {
  const there = await activeOn(client, ref, target);
  if (there === undefined)
    throw new PedigraphError('NOT_FOUND', `${ref} does not run on ${target}: see pedigraph status ${ref}`);
  return (await client.mutate<Ended>(END, { input: { deployment: there, reason } })).endDeployment.deployment;
}

/** The id of the active deployment of a version on a target. */
async function activeOn(client: GraphqlClient, ref: string, target: string): Promise<string | undefined> {
  for (let after: string | null = null; ; ) {
    const answer: Running = await client.query<Running>(RUNNING, { ref, after });
    const { nodes, pageInfo } = found(answer.modelVersion, `the model version ${ref}`).deployments;
    const there = nodes.find((one) => one.target === target);
    if (there !== undefined || !pageInfo.hasNextPage) return there?.id;
    after = pageInfo.endCursor;
  }
}

function inWords({ modelVersion, target, active, endedAt }: Deployment): string {
  return active ? `${modelVersion.ref} runs on ${target}` : `${modelVersion.ref} ran on ${target} until ${endedAt}`;
}

interface Deployment {
  readonly id: string;
  readonly target: string;
  readonly active: boolean;
  readonly endedAt: string | null;
  readonly modelVersion: { readonly ref: string };
}
interface Recorded {
  readonly recordDeployment: { readonly deployment: Deployment };
}
interface Ended {
  readonly endDeployment: { readonly deployment: Deployment };
}
interface Running {
  readonly modelVersion: {
    readonly deployments: {
      readonly nodes: readonly { readonly id: string; readonly target: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

const DEPLOYMENT = 'id target active startedAt endedAt modelVersion { ref }';
const RECORD = `mutation RecordDeployment($input: RecordDeploymentInput!) {
  recordDeployment(input: $input) { deployment { ${DEPLOYMENT} } }
}`;
const RUNNING = `query RunningDeployments($ref: String!, $after: String) {
  modelVersion(ref: $ref) {
    deployments(active: true, first: 100, after: $after) { nodes { id target } pageInfo { hasNextPage endCursor } }
  }
}`;
const END = `mutation EndDeployment($input: EndDeploymentInput!) {
  endDeployment(input: $input) { deployment { ${DEPLOYMENT} } }
}`;
