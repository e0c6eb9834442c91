/**
 * A text that sorts, byte by byte, as the version does among versions of one package: PEP 440 (which orders SemVer's
 * versions the same way), and for what follows neither as near as it goes. Null for what does not begin with a number,
 * such as a commit.
 *
 * A number is written with its length before it, so that 10 follows 9; behind the numbers stands a mark for what
 * follows them: `0` a development release, `1` to `3` a pre-release, `4` nothing, `5` a post-release, `6` something
 * unknown, `9` a further number. A local version (`+cu118`) stands last, behind `4+`.
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function versionKey(version: string): string | null {
  const [, epoch = '0', release, rest = ''] = RELEASE.exec(version.trim().toLowerCase()) ?? [];
  if (release === undefined) return null;
  const numbers = release.split('.').map((digits) => `9${sortable(digits)}`);
  while (numbers.length > 1 && numbers.at(-1) === ZERO) numbers.pop();
  const plus = rest.indexOf('+');
  const local = plus < 0 ? '' : rest.slice(plus + 1);
  return `${sortable(epoch)}${numbers.join('')}${phases(plus < 0 ? rest : rest.slice(0, plus))}4${local === '' ? '' : `+${local}`}`;
}

/** The key behind those of all local versions of a public one: where `<=` and `>` draw their line. */
export function behindLocals(key: string): string {
  // A comma follows the plus in ASCII; a blank comes before everything a version may hold.
  return `${key}${key.includes('4+') ? ' ' : ','}`;
}

const RELEASE = /^v?(?:(\d+)[!:])?(\d+(?:\.\d+)*)(.*)$/s;
const PHASE = /^[-_.]?([a-z]+|(?=\d))[-_.]?(\d*)/;
const MARKS: Readonly<Record<string, string>> = {
  dev: '0',
  a: '1',
  alpha: '1',
  b: '2',
  beta: '2',
  c: '3',
  rc: '3',
  pre: '3',
  preview: '3',
  post: '5',
  rev: '5',
  r: '5',
  '': '5',
};
const ZERO = `9${sortable('0')}`;

function phases(rest: string): string {
  let left = rest;
  let key = '';
  while (left !== '') {
    const [whole, word = '', digits = ''] = PHASE.exec(left) ?? [];
    if (whole === undefined || whole === '') return `${key}6${left}`;
    // What SemVer knows as a pre-release, PEP 440 may not know at all.
    const mark = MARKS[word] ?? (left.startsWith('-') ? `2${word}` : `6${word}`);
    key += mark + sortable(digits === '' ? '0' : digits);
    left = left.slice(whole.length);
  }
  return key;
}

/** Digits behind the number of their digits. */
function sortable(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '');
  return String(plain.length).padStart(3, '0') + plain;
}
