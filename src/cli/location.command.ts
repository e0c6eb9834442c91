import { Command, Option } from 'commander';
import type { AddedLocations, LocatedKind } from '#integrations/storage/add-locations.js';
import { printable } from '#platform/errors/printable.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface AddOptions extends AnswerOptions {
  readonly digest?: string;
  readonly path?: string;
  readonly of?: LocatedKind;
}

/** The command `pedigraph location`: where the files of sealed versions lie, too. */
export function locationCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return new Command('location')
    .description('where the files of sealed versions lie, too')
    .addCommand(addCommand(env))
    .helpCommand(false);
}

/** `pedigraph location add REF PLACE`. Exit code 2: the digest of what lies there is another, or cannot be had. */
function addCommand(env: NodeJS.ProcessEnv): Command {
  return answerCommand('add', env)
    .description('add a place of a file to a sealed version, where the digest of what lies there is the sealed one')
    .argument('<ref>', 'the model version or the dataset version: fraud/detector@1.4.0, @production, @latest')
    .argument('<place>', 'where it lies: s3://acme/model.bin, gs://…, https://…, a file, or a folder with all files')
    .option('--digest <digest>', 'of what lies there: sha256:…; left out, it is computed or asked of the bucket')
    .option('--path <path>', 'the file of the version that lies there, where it has several')
    .addOption(new Option('--of <kind>', 'which one has the ref, where both have').choices(['model', 'dataset']))
    .action((ref: string, place: string, options: AddOptions) =>
      withClient(options, async (client) => {
        const { digest, path, of } = options;
        const { addLocations } = await import('#integrations/storage/add-locations.js');
        const added = await addLocations(ref, place, { client, env, digest, path, of });
        printAnswerOf(added, () => inWords(added), options);
      }),
    );
}

function inWords({ ref, added, known }: AddedLocations): string {
  const lines = added.map(({ path, uri, digest }) => `${path ?? 'all'} of ${ref} is at ${uri}, too: ${digest}`);
  if (known > 0) lines.push(`${known} ${known === 1 ? 'place was' : 'places were'} known of ${ref} before`);
  return lines.map(printable).join('\n');
}
