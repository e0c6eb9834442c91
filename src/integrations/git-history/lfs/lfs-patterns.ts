import {
  ANYTHING,
  FOLDERS,
  type Glob,
  type GlobPart,
  glob,
  literal,
  ONE,
  WITHIN_FOLDER,
} from '#integrations/reading/values/glob.js';
import { folderOf } from '../dvc/paths.js';

/** Whether a path fits, by the patterns of a `.gitattributes`. */
export interface LfsPattern {
  /** Fits the whole path. */
  readonly path: Glob;
  /** Fits the name of the file; the path may fit only then. */
  readonly name: Glob;
}

/** The patterns whose files Git LFS keeps: lines with `filter=lfs`. Source: gitattributes(5). */
export function lfsPatterns(text: string, file: string): LfsPattern[] {
  const folder = folderOf(file);
  return text.split(/\r?\n/).flatMap((line) => {
    const [, quoted, plain, attributes = ''] = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^\s#"]\S*))\s+(.*)$/.exec(line) ?? [];
    const pattern = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (pattern === undefined || pattern.length > 1_000 || !/(?:^|\s)filter=lfs(?:\s|$)/.test(attributes)) return [];
    const isAnchored = pattern.replace(/\/$/, '').includes('/');
    const below = folder === '' ? [] : `${folder}/`.split('').map(literal);
    const inside = partsOf(pattern.replace(/^\//, '').replace(/\/$/, ''));
    const last = pattern.replace(/\/+$/, '').split('/').at(-1) ?? '';
    return [
      {
        path: glob([...below, ...(isAnchored ? [] : [FOLDERS]), ...inside]),
        name: glob(last === '**' ? [ANYTHING] : partsOf(last)),
      },
    ];
  });
}

function partsOf(pattern: string): GlobPart[] {
  return [...pattern.matchAll(/\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]/]+\]|[\s\S]/g)].flatMap(([part]) => {
    if (part === '**/') return [FOLDERS];
    if (part === '/**') return [literal('/'), ANYTHING];
    if (part.startsWith('*')) return [WITHIN_FOLDER];
    if (part === '?') return [ONE];
    return [part.length > 1 ? { one: classOf(part) } : literal(part)];
  });
}

/** Characters in brackets; none fits a range that begins behind its end. */
function classOf(brackets: string): (character: string) => boolean {
  try {
    const fits = new RegExp(`^${brackets.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')}$`, 's');
    return (character) => fits.test(character);
  } catch {
    return () => false;
  }
}
