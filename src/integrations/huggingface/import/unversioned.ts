import type { HubFile } from '../repository/contents.js';
import type { HubVersion } from '../repository/hub-history.js';
import type { HubImportContext } from './hub-import-context.js';

/** Reports what changed in the history and made no version: cards, and files beside the weights. */
export async function reportUnversioned(versions: readonly HubVersion[], context: HubImportContext): Promise<void> {
  const { tally, kind, contents, name, reader } = context;
  const what = kind === 'model' ? 'weights' : 'data';
  if (versions.length === 0)
    tally.remark(name, `has no ${what} in any commit that was read: there is no version of it`);
  if (reader.trees.wasCut) tally.remark('history', 'a commit has more files, or deeper folders, than are looked at');
  for (const { first, last, cards } of versions) {
    if (cards > 1)
      tally.remark(
        first.id,
        `had ${cards} cards with the same ${what}, which are one version: the newest, of ${last.id.slice(0, 12)}, describes it`,
      );
    if (first.tree === last.tree) continue;
    const before = new Map((await contents.files(first.tree, 'beside')).map((file) => [file.path, file.id]));
    const after = await contents.files(last.tree, 'beside');
    const changed = after.filter(({ path, id }: HubFile) => before.get(path) !== id).map(({ path }) => path);
    if (changed.length > 0)
      tally.remark(
        last.id,
        `has other ${changed.slice(0, 5).join(', ')} with the same ${what}, which is no new version: those of ${first.id.slice(0, 12)} are listed`,
      );
  }
}
