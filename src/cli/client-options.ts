import { Command, CommanderError } from 'commander';
import { asHttpUrl, DEFAULT_URL } from './as-http-url.js';
import { tokenOption } from './token-option.js';

/** Which gateway a command speaks to, and as whom. */
export interface ClientOptions {
  readonly url: string;
  readonly token?: string;
}

/** A command that speaks to a gateway as any client does; wrong usage is exit code 2. */
export function clientCommand(name: string, env: NodeJS.ProcessEnv): Command {
  return new Command(name)
    .option('--url <url>', 'the gateway', asHttpUrl, DEFAULT_URL)
    .addOption(tokenOption(env))
    .exitOverride((error: CommanderError) => process.exit(error.exitCode === 0 ? 0 : 2));
}
