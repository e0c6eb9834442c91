import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { printAnswer } from './print.js';

/** `pedigraph compose`: writes `schema/`, and what of `docs/` is generated, from the code. */
export function composeCommand(): Command {
  return new Command('compose')
    .description(
      'write the subgraphs’ SDL, the supergraph, the API schema, the schema of manifests, docs/events.md and docs/rights.md',
    )
    .option('--out <folder>', 'where to', 'schema')
    .option('--docs <folder>', 'where to write documents', 'docs')
    .option('--check', 'write nothing; exit with 1 where a file is not what the code says')
    .action(async ({ out, docs, check }: { out: string; docs: string; check?: true }) => {
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
