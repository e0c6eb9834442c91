import semver from 'semver';

/**
 * A text that sorts, byte by byte, as SemVer §11 orders versions, so that an index can find the highest.
 * Numbers are padded; a release sorts after its pre-releases; build metadata does not count.
 */
export function versionOrder(version: string): string {
  const parsed = semver.parse(version);
  if (parsed === null) throw new TypeError(`${version} is not a SemVer version`);
  const core = [parsed.major, parsed.minor, parsed.patch].map(padded).join('.');
  if (parsed.prerelease.length === 0) return `${core}~`;
  // Numeric identifiers sort below others (`0…` < `1…`), and a shorter list below a longer one that begins alike.
  return `${core}-${parsed.prerelease.map(identifierOrder).join(' ')}`;
}

function identifierOrder(part: string | number): string {
  if (typeof part === 'number') return `0${padded(part)}`;
  // Too long for a JavaScript number, such as a timestamp of 17 digits: `x` and its length sort behind the digits
  // above.
  return /^\d+$/.test(part) ? `0x${String(part.length).padStart(2, '0')}${part}` : `1${part}`;
}

function padded(part: number): string {
  return String(part).padStart(16, '0');
}
