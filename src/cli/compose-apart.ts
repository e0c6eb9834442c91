import { text } from 'node:stream/consumers';
import { type ComposeRequest, composeJudged } from '#process/join/compose-judged.js';
import { printAnswer } from './print.js';

/** For a server of this product: reads from standard input what is to be composed, and prints what came of it. */
export async function composeFromInput(): Promise<void> {
  const request = JSON.parse(await text(process.stdin)) as ComposeRequest;
  // In ASCII nothing of it is taken for control of a terminal, and changed.
  const answer = JSON.stringify(composeJudged(request));
  printAnswer(answer.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
