import { parse } from 'smol-toml';
import * as z from 'zod';
import type { LockedPackage } from './locked-package.js';

const text = z.string().optional();
const pythonLock = z.object({
  package: z
    .array(
      z.object({
        name: z.string().min(1),
        version: text,
        source: z
          .object({
            type: text,
            url: text,
            git: text,
            virtual: text,
            editable: text,
            directory: text,
            path: text,
          })
          .optional(),
      }),
    )
    .default([]),
});

type Source = NonNullable<z.infer<typeof pythonLock>['package'][number]['source']>;

/**
 * The packages of `poetry.lock` and `uv.lock`. One that comes from no index but from Git, a URL or a folder is not
 * pinned by its version, and has none; a folder within this one is the code itself, which its commit pins. Source: the
 * lock files that Poetry 2 and uv write.
 */
export function readPythonLock(toml: string): LockedPackage[] {
  return pythonLock.parse(parse(toml)).package.flatMap(({ name, version, source }): LockedPackage[] => {
    const folder = source === undefined ? undefined : folderOf(source);
    if (folder !== undefined && isWithin(folder)) return [];
    return [{ manager: 'pip', name, version: source !== undefined && !isIndex(source) ? null : (version ?? null) }];
  });
}

function folderOf({ type, url, virtual, editable, directory }: Source): string | undefined {
  return virtual ?? editable ?? directory ?? (type === 'directory' ? url : undefined);
}

function isWithin(folder: string): boolean {
  return !/^(\.\.(\/|$)|\/|[A-Za-z]:)/.test(folder.replaceAll('\\', '/'));
}

/** Poetry names an index other than PyPI `legacy`, uv says `registry`, which is not read here. */
function isIndex({ type, url, git, virtual, editable, directory, path }: Source): boolean {
  const elsewhere = [url, git, virtual, editable, directory, path].some((one) => one !== undefined);
  return type === undefined ? !elsewhere : type === 'legacy';
}
