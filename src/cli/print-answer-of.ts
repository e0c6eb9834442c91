import { printAnswer } from './print.js';

/** Prints an answer as JSON where that was asked for, else in words. */
export function printAnswerOf(answer: unknown, inWords: () => string, { json }: { readonly json?: true }): void {
  printAnswer(json ? JSON.stringify(answer, null, 2) : inWords());
}
