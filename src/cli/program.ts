import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { withUsageErrors } from './usage-errors.js';

/** Commands by their names, each loaded when it is asked for. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/**
 * The command `pedigraph`. A wrong flag is one sentence and exit code 2. Only the command that is asked for is loaded,
 * a server waits for no other; where none of them is, all are, to be listed and completed.
 */
export async function createProgram(commands: Commands, asked?: string): Promise<Command> {
  const program = new Command('pedigraph')
    .description('A federated GraphQL metadata gateway for machine learning.')
    .version(PRODUCT_VERSION, '--version', 'print the version')
    .helpCommand(false);
  const known = asked !== undefined && Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  const wanted = known === undefined ? Object.values(commands) : [known];
  for (const load of wanted) program.addCommand(await load());
  if (known === undefined) tab(program, { completionCommandName: 'completion' });
  return withUsageErrors(program);
}
