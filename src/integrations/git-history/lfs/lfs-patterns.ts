import { folderOf } from '../dvc/paths.js';

/** Whether a path fits, by the patterns of a `.gitattributes`. */
export interface LfsPattern {
  /** Fits the whole path. */
  readonly path: RegExp;
  /** Fits the name of the file; the path may fit only then. */
  readonly name: RegExp;
}

/** The patterns whose files Git LFS keeps: lines with `filter=lfs`. Source: gitattributes(5). */
export function lfsPatterns(text: string, file: string): LfsPattern[] {
  const folder = folderOf(file);
  return text.split(/\r?\n/).flatMap((line) => {
    const [, quoted, plain, attributes = ''] = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^\s#"]\S*))\s+(.*)$/.exec(line) ?? [];
    const pattern = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (pattern === undefined || pattern.length > 1_000 || !/(?:^|\s)filter=lfs(?:\s|$)/.test(attributes)) return [];
    const isAnchored = pattern.replace(/\/$/, '').includes('/');
    const below = folder === '' ? '' : `${escaped(folder)}/`;
    const inside = globSource(pattern.replace(/^\//, '').replace(/\/$/, ''));
    const last = pattern.replace(/\/+$/, '').split('/').at(-1) ?? '';
    return [
      {
        path: new RegExp(`^${below}${isAnchored ? '' : '(?:.*/)?'}${inside}$`, 's'),
        name: new RegExp(`^${last === '**' ? '.*' : globSource(last)}$`, 's'),
      },
    ];
  });
}

function globSource(pattern: string): string {
  return pattern.replace(/\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]/]+\]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '/**') return '/.*';
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1 && part.startsWith('[')) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return `\\${part}`;
  });
}

function escaped(text: string): string {
  return text.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');
}
