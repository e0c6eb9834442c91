import { type Command, Option } from 'commander';
import type { Registration } from '#integrations/registration/register.js';
import { printable } from '#platform/errors/printable.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswer, printRemark } from './print.js';
import { withClient } from './with-client.js';

interface RegisterCommandOptions extends AnswerOptions {
  readonly dryRun?: boolean;
  readonly require?: 'reproducible';
  readonly image?: string | true;
}

/**
 * The command `register FILE`. The ref goes to stdout, all else to stderr. Exit code 0: it is registered, or was; 1:
 * the gateway refused or did not answer; 2: the manifest, a file or the usage is wrong; 3: it is not what `--require`
 * asks for, and nothing was written.
 */
export function registerCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('register', env)
    .description('register a model version from a manifest, with its data, environment and run, in one request')
    .argument('<file>', 'the manifest, YAML or JSON; its form is in schema/register.schema.json')
    .option('--dry-run', 'write nothing, and say which version it would get and why')
    .option(
      '--image [reference]',
      'look up what the tag of the container image names, and register its digest: of this image, or of the one in the manifest',
    )
    .addOption(
      new Option('--require <verdict>', 'write nothing and end with 3 where it would be anything else').choices([
        'reproducible',
      ]),
    )
    .addHelpText('after', EXIT_CODES)
    .action((file: string, { dryRun = false, require, image, json, ...options }: RegisterCommandOptions) =>
      withClient(options, async (client) => {
        const { register } = await import('#integrations/registration/register.js');
        const registration = await register({
          file,
          client,
          env,
          dryRun,
          image,
          requireReproducible: require === 'reproducible',
        });
        const { written, verdict } = registration;
        const isUnmet = require === 'reproducible' && verdict !== 'REPRODUCIBLE';
        if (json) printAnswer(JSON.stringify(registration, null, 2));
        else if (written || dryRun) printAnswer(printable(registration.ref));
        if (!json) printRemark(inWords(registration));
        if (isUnmet) process.exitCode = 3;
      }),
    );
}

const EXIT_CODES = `
Exit codes:
  0  it is registered, or was before
  1  the gateway refused, or did not answer
  2  the manifest, a file or the usage is wrong
  3  it is not what --require asks for; nothing was written`;

function inWords({ created, written, bump, verdict, missing, notes }: Registration): string {
  const would = written ? '' : 'would be ';
  const done = created ? `${would}registered` : 'was registered before, with the same content';
  return [
    ...notes,
    `${done}: ${bump.level}, because ${bump.reasons.join('; ')}`,
    `${verdict}${missing.length === 0 ? '' : `, missing: ${missing.join('; ')}`}`,
  ]
    .map(printable)
    .join('\n');
}
