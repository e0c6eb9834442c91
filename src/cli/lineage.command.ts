import type { Command } from 'commander';
import { asCount } from './as-count.js';
import { asMoment } from './as-moment.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { type LineageAnswer, lineageTree } from './lineage-tree.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface LineageOptions extends AnswerOptions {
  readonly downstream?: true;
  readonly depth: number;
  readonly asOf?: Date;
}

/** The command `lineage REF`: what something rests on, or what rests on it, as a tree. */
export function lineageCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('lineage', env)
    .description('draw what something was made from, or with --downstream what was made from it, as a tree')
    .argument('<ref>', 'a version, a run or a column: fraud/detector@1.4.0, fraud/transactions@1.1.0#amount')
    .option('--downstream', 'what was made from it, and where that runs')
    .option('--depth <number>', 'how many steps away: 1 to 100 (default: 10)', asCount, 10)
    .option('--as-of <moment>', 'as it was recorded by then: 2026-01-31T12:00:00Z', asMoment)
    .action((ref: string, options: LineageOptions) =>
      withClient(options, async (client) => {
        const { downstream, depth, asOf } = options;
        const direction = downstream ? 'DOWNSTREAM' : 'UPSTREAM';
        const { lineage } = await client.query<{ lineage: LineageAnswer }>(LINEAGE, { ref, direction, depth, asOf });
        printAnswerOf(lineage, () => lineageTree(lineage, direction).join('\n'), options);
      }),
    );
}

const LINEAGE = `query Lineage($ref: String!, $direction: LineageDirection!, $depth: Int!, $asOf: DateTime) {
  lineage(of: $ref, direction: $direction, depth: $depth, asOf: $asOf) {
    root { id ref kind } complete incompleteReason redacted
    nodes { id ref kind depth redacted status active aliases } edges { from to fromId toId relation }
  }
}`;
