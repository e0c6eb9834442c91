import type { Command } from 'commander';
import { alignColumns } from '#integrations/printing/align-columns.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

/** The command `diff REF REF…`: what changed between model versions, and their metrics side by side. */
export function diffCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('diff', env)
    .description('say what changed between model versions, each beside the first, with their metrics side by side')
    .argument('<ref>', 'the model version to compare with: fraud/detector@production')
    .argument('<others...>', 'the others')
    .action((ref: string, others: string[], options: AnswerOptions) =>
      withClient(options, async (client) => {
        const { compareModelVersions } = await client.query<Compared>(COMPARE, { refs: [ref, ...others] });
        printAnswerOf(compareModelVersions, () => inWords(compareModelVersions), options);
      }),
    );
}

function inWords({ versions, changes, metrics, complete, incompleteReason }: Compared['compareModelVersions']): string {
  const names = versions.map((version) => version.ref);
  const changed = changes.map(({ ref, part, path, before, after }) => [
    ...(versions.length > 2 ? [ref] : []),
    part,
    path,
    inShort(before),
    '->',
    inShort(after),
  ]);
  const measured = metrics.map(({ key, values }) => [key, ...values.map((value) => String(value ?? '-'))]);
  return [
    ...(changed.length === 0 ? ['Nothing changed.'] : alignColumns(changed)),
    ...(measured.length === 0 ? [] : ['', ...alignColumns([['', ...names], ...measured])]),
    ...(complete ? [] : ['', `This is not all of it: ${incompleteReason}`]),
  ].join('\n');
}

/** A value of JSON on one line, its end left out where it is long. */
function inShort(value: unknown): string {
  if (value === null) return '-';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 80;

interface Compared {
  readonly compareModelVersions: {
    readonly versions: readonly { readonly ref: string }[];
    readonly changes: readonly {
      readonly ref: string;
      readonly part: string;
      readonly path: string;
      readonly before: unknown;
      readonly after: unknown;
    }[];
    readonly metrics: readonly { readonly key: string; readonly values: readonly (number | string | null)[] }[];
    readonly complete: boolean;
    readonly incompleteReason: string | null;
  };
}

const COMPARE = `query Compare($refs: [String!]!) {
  compareModelVersions(refs: $refs) {
    versions { ref } changes { ref part path before after } metrics { key values better } complete incompleteReason
  }
}`;
