import type { Command } from 'commander';
import { printableLines } from '#platform/errors/printable.js';

/** Makes a command and all below it end with 2 where it is used wrongly, and with 0 where only help was asked for. */
export function withUsageErrors(command: Command): Command {
  command
    .configureOutput({
      writeOut: (text) => process.stdout.write(printableLines(text)),
      writeErr: (text) => process.stderr.write(printableLines(text)),
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .showHelpAfterError('(--help shows what there is)');
  for (const inner of command.commands) withUsageErrors(inner);
  return command;
}
