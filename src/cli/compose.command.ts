import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { collectSdl, type SdlPlaces } from './collect-sdl.js';
import { printAnswer } from './print.js';

interface ComposeFlags {
  readonly out: string;
  readonly docs: string;
  readonly check?: true;
  readonly subgraph: SdlPlaces;
  readonly released: SdlPlaces;
  readonly apart?: true;
}

/** `pedigraph compose`: writes `schema/`, and what of `docs/` is generated, from the code; or checks what is to join. */
export function composeCommand(): Command {
  return new Command('compose')
    .description(
      'write the subgraphs’ SDL, the supergraph, the API schema, the schema of manifests, docs/events.md, docs/reporting.md, docs/rights.md and docs/settings.md',
    )
    .option('--out <folder>', 'where to', 'schema')
    .option('--docs <folder>', 'where to write documents', 'docs')
    .option('--check', 'write nothing; exit with 1 where a file is not what the code says')
    .option(
      '--subgraph <name=place>',
      'whether a subgraph of yours may join: its SDL, as a file or by its URL; repeatable',
      collectSdl,
      {},
    )
    .option(
      '--released <name=place>',
      'the SDL that stands there now, which the new one is not to break; repeatable',
      collectSdl,
      {},
    )
    .addOption(new Option('--apart', 'compose what a server writes to standard input').hideHelp())
    .action(async ({ out, docs, check, subgraph, released, apart }: ComposeFlags) => {
      if (apart === true) {
        const { composeFromInput } = await import('./compose-apart.js');
        return composeFromInput();
      }
      if (Object.keys(subgraph).length > 0) {
        const { checkSubgraphs } = await import('./check-subgraphs.js');
        if (!(await checkSubgraphs(subgraph, released))) process.exitCode = 1;
        return;
      }
      const stale: string[] = [];
      const { composeDocuments, composeSchema } = await import('#process/compose-schema.js');
      const within = (folder: string, files: ReadonlyMap<string, string>) =>
        [...files].map(([name, text]) => ({ folder, file: path.join(folder, name), text }));
      for (const { folder, file, text } of [
        ...within(out, await composeSchema()),
        ...within(docs, composeDocuments()),
      ]) {
        if ((await readFile(file, 'utf8').catch(() => null)) === text) continue;
        stale.push(file);
        if (check === true) continue;
        await mkdir(folder, { recursive: true });
        await writeFile(file, text);
      }
      printAnswer(
        stale.length === 0
          ? `${out} and ${docs} are current.`
          : `${check ? 'Not current, run npm run compose:' : 'Written:'} ${stale.join(', ')}`,
      );
      if (check === true && stale.length > 0) process.exitCode = 1;
    });
}
