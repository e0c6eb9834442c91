import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';

/** A fenced block of a document for people. */
export interface DocumentedBlock {
  readonly file: string;
  /** The line of its first fence, from 1. */
  readonly line: number;
  /** Empty for what is printed, and for pictures. */
  readonly language: string;
  readonly text: string;
}

/** Every fenced block of the project's documents, in their order. */
export function documentedBlocks(): DocumentedBlock[] {
  const files = globSync(['*.md', 'docs/**/*.md', 'bench/*.md', 'examples/**/*.md'], {
    ignore: ['**/node_modules/**'],
  });
  return files.sort().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => ({
      file,
      line: text.slice(0, match.index).split('\n').length,
      language: match[1] ?? '',
      text: match[2] ?? '',
    }));
  });
}

/** The commands of a shell block, continued lines joined, comments left out. */
export function commandsOf({ text }: DocumentedBlock): { readonly command: string; readonly comment: string }[] {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => /^(.*?)(?:\s+#\s*(.*)|^#.*)?$/.exec(line) ?? [])
    .flatMap(([, command = '', comment = '']) =>
      command.trim() === '' || command.startsWith('#') ? [] : [{ command: command.trim(), comment }],
    );
}
