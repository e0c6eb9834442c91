import { addressOf } from './address-of.js';
import type { PlannedFile } from './plan-rebuild.js';
import { quoted } from './safe-path.js';

/**
 * Shell functions that end the script where a path, its links resolved, leaves the folder of the rebuild: `within` of a
 * folder, or the nearest above it that is there; `inside` of a file, which may be a link itself. What was checked out
 * may hold any link.
 */
export const INSIDE: readonly string[] = [
  'within() {',
  '  at=$1',
  '  while [ ! -e "$at" ] && [ ! -L "$at" ]; do at=$(dirname "$at"); done',
  '  real=$(cd -P "$at" 2>/dev/null && pwd -P) || real=',
  '  case "$real/" in "$here"/*) ;; *) say "$1 leads out of $here, through a link: nothing is read or written there."; exit 1 ;; esac',
  '}',
  'inside() {',
  '  link=$1; links=0',
  '  while [ -L "$link" ]; do',
  '    links=$((links + 1)); if [ "$links" -gt 40 ]; then say "$1 is a link that leads in a circle."; exit 1; fi',
  '    target=$(readlink "$link")',
  '    case "$target" in /*) link=$target ;; *) link=$(dirname "$link")/$target ;; esac',
  '  done',
  '  within "$(dirname "$link")"',
  '}',
];

/** The shell function `fetch PLACE PATH [BYTES]`: what is there stays, what is not is brought. */
export const FETCH: readonly string[] = [
  'fetch() {',
  '  inside "$2"',
  '  [ -f "$2" ] && return',
  '  mkdir -p "$(dirname "$2")"',
  '  case "$1" in',
  `    http://*|https://*) curl -fsSL $\{3:+--max-filesize "$3"} -o "$2" -- "$1" ;;`,
  '    s3://*) aws s3 cp -- "$1" "$2" ;;',
  '    gs://*) gsutil cp -- "$1" "$2" ;;',
  '    /*)',
  '      if [ ! -f "$1" ]; then say "$1 is no file."; exit 1; fi',
  `      if [ -n "$\{3:-}" ] && [ "$(wc -c <"$1")" -ne "$3" ]; then say "$1 has another size than $3 bytes."; exit 1; fi`,
  '      cp -- "$1" "$2" ;;',
  '    *) say "Bring $1 to $(pwd)/$2 and start again."; exit 1 ;;',
  '  esac',
  '}',
];

/** The line that brings a file, with its size where it is known. */
export function fetchStep({ path, sizeBytes, ...file }: PlannedFile): string {
  const size = Number.isSafeInteger(sizeBytes) ? [String(sizeBytes)] : [];
  return ['fetch', quoted(addressOf(file)), quoted(path), ...size].join(' ');
}
