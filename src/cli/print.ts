import { printableLines } from '#platform/errors/printable.js';

/**
 * Prints on standard output, an answer. Whatever a command prints goes through these two, so that no name, message or
 * file of somebody else controls the terminal.
 */
export function printAnswer(text: string): void {
  console.log(printableLines(text));
}

/** Prints on standard error: all that is no answer. */
export function printRemark(text: string): void {
  console.error(printableLines(text));
}

/**
 * Prints what went wrong on standard error. Only its first line begins at the margin, so that no text of somebody else
 * looks like a line of ours.
 */
export function printFailure(error: unknown): void {
  printRemark((error instanceof Error ? error.message : String(error)).replaceAll('\n', '\n  '));
}

/** Prints on standard error what is done now, where people look on: nothing where that is no terminal. */
export function printStep(text: string): void {
  if (process.stderr.isTTY) printRemark(`${text} …`);
}
