import { Command, CommanderError, Option } from 'commander';
import { asHttpUrl, DEFAULT_URL } from './as-http-url.js';
import { tokenOption } from './token-option.js';

/** Which gateway a command speaks to, and as whom. */
export interface ClientOptions {
  readonly url: string;
  readonly token?: string;
}

/** The same of a command whose answer may be JSON. */
export interface AnswerOptions extends ClientOptions {
  readonly json?: true;
}

/** A command that speaks to a gateway as any client does; wrong usage is exit code 2. */
export function clientCommand(name: string, env: NodeJS.ProcessEnv): Command {
  return new Command(name)
    .addOption(urlOption(env))
    .addOption(tokenOption(env))
    .hook('preAction', refuseUnsendable)
    .exitOverride((error: CommanderError) => process.exit(error.exitCode === 0 ? 0 : 2));
}

/** What no request can carry is wrong usage: as a failure it would be printed, and land in the log of a pipeline. */
function refuseUnsendable(command: Command): void {
  const { url, token } = command.opts<ClientOptions>();
  const { username, password } = new URL(url);
  if (username !== '' || password !== '')
    command.error('error: expected a URL without user and password; the server takes a token: PEDIGRAPH_TOKEN');
  if (token !== undefined && !isSendable(token))
    command.error('error: expected a token, and got text with characters that no header can have');
}

function isSendable(token: string): boolean {
  try {
    return new Headers({ authorization: `Bearer ${token}` }).has('authorization');
  } catch {
    return false;
  }
}

/** The same that prints an answer: for people, or as JSON. */
export function answerCommand(name: string, env: NodeJS.ProcessEnv): Command {
  return clientCommand(name, env).option('--json', 'print all of the answer as JSON');
}

/** `--url`; where left out, the variable counts, but for an empty one. */
function urlOption(env: NodeJS.ProcessEnv): Option {
  const option = new Option('--url <url>', 'the server').argParser(asHttpUrl).default(DEFAULT_URL);
  return env['PEDIGRAPH_URL'] ? option.env('PEDIGRAPH_URL') : option;
}
