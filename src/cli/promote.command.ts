import type { Command } from 'commander';
import { alignColumns } from '#integrations/printing/align-columns.js';
import { awaitApproval } from '#integrations/promotion/await-approval.js';
import { type PromotionPreview, previewPromotion, type RuleResult } from '#integrations/promotion/preview-promotion.js';
import { isUnmet, type Promoted, promote } from '#integrations/promotion/promote.js';
import { printable } from '#platform/errors/printable.js';
import { asMilliseconds } from './as-milliseconds.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printRemark } from './print.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface PromoteOptions extends AnswerOptions {
  readonly alias: string;
  readonly expected?: string;
  readonly reason?: string;
  readonly dryRun?: true;
  readonly waitForApproval?: true;
  readonly timeout: number;
}

/**
 * The command `promote REF`. Exit code 0: the alias is moved, or would be; 1: the server refused or did not answer; 2:
 * wrong usage; 3: a rule of the policy is not met, and nothing was moved.
 */
export function promoteCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('promote', env)
    .description('move an alias to a model version, where every rule of its policy is met')
    .argument('<ref>', 'the model version: fraud/detector@1.4.0, @candidate, @latest')
    .option('--alias <name>', 'the alias', 'production')
    .option('--expected <version>', 'the version that the alias is expected to point to; another one is a CONFLICT')
    .option('--reason <text>', 'why, for those who read the history')
    .option('--dry-run', 'move nothing, and say how each rule is judged')
    .option('--wait-for-approval', 'wait while nothing is missing but approvals')
    .option('--timeout <duration>', 'how long to wait for them: 30s, 15m, 24h (default: 1h)', asMilliseconds, 3_600_000)
    .addHelpText('after', EXIT_CODES)
    .action((ref: string, options: PromoteOptions) =>
      withClient(
        options,
        async (client) => {
          const { alias, expected, reason, dryRun, waitForApproval, timeout } = options;
          const input = { modelVersion: ref, alias, expected, reason };
          if (waitForApproval)
            await awaitApproval(client, input, { timeout, onMissing: (missing) => printRemark(waitingFor(missing)) });
          if (dryRun) {
            const preview = await previewPromotion(client, input);
            printAnswerOf(preview, () => wouldBe(ref, alias, preview), options);
            if (preview.verdict === 'REFUSED') process.exitCode = 3;
            return;
          }
          const promoted = await promote(client, input);
          printAnswerOf(promoted, () => inWords(promoted), options);
        },
        { exitCodeOf: (error) => (isUnmet(error) ? 3 : undefined) },
      ),
    );
}

const EXIT_CODES = `
Exit codes:
  0  the alias is moved, or would be
  1  the server refused, or did not answer
  2  the usage is wrong
  3  a rule of the policy is not met, or approvals did not come in time; nothing was moved`;

function wouldBe(ref: string, alias: string, { verdict, results }: PromotionPreview): string {
  const would = verdict === 'PROMOTED' ? 'would' : 'would not';
  return [`${ref} ${would} be promoted to ${alias}`, ...table(results)].join('\n');
}

function inWords({ promotion, alias, previous }: Promoted): string {
  return [
    `${alias.name} is ${alias.modelVersion.ref}, before it was ${previous?.ref ?? 'no version'}`,
    ...table(promotion.results),
  ].join('\n');
}

function table(results: readonly RuleResult[]): string[] {
  return alignColumns(results.map(({ rule, verdict, observed }) => [`  ${rule}`, verdict, observed]));
}

function waitingFor(missing: readonly RuleResult[]): string {
  return printable(`Waiting for ${missing.map(({ rule, observed }) => `${rule}: ${observed}`).join('; ')}`);
}
