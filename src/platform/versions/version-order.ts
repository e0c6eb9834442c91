import semver from 'semver';

/**
 * A text that sorts, byte by byte, as SemVer §11 orders versions, so that an index can find the highest.
 * Numbers are padded; a release sorts after its pre-releases. Versions that differ in their build metadata alone, which
 * SemVer does not order, are ordered by it as text, the one without first.
 */
export function versionOrder(version: string): string {
  const { build } = parsedVersion(version);
  // A tab sorts before all that precedence is written with, so that it decides last.
  return build.length === 0 ? precedenceOf(version) : `${precedenceOf(version)}\t${build.join('.')}`;
}

/** The same without the build metadata: equal where SemVer tells no two versions apart. */
export function precedenceOf(version: string): string {
  const { prerelease } = parsedVersion(version);
  const core = coreOf(version);
  if (prerelease.length === 0) return `${core}~`;
  // Numeric identifiers sort below others (`0…` < `1…`), and a shorter list below a longer one that begins alike.
  return `${core}-${prerelease.map(identifierOrder).join(' ')}`;
}

/**
 * What the order of each version begins with that has the same numbers.
 * @param numbers how many of them: 1 is MAJOR alone, 3 is MAJOR, MINOR and PATCH
 */
export function lineOf(version: string, numbers: 1 | 2 | 3): string {
  const core = coreOf(version);
  return numbers === 3 ? core : `${core.split('.').slice(0, numbers).join('.')}.`;
}

/** @throws {TypeError} for what is not a version. */
export function parsedVersion(version: string): semver.SemVer {
  const parsed = semver.parse(version);
  if (parsed === null) throw new TypeError(`${version} is not a SemVer version`);
  return parsed;
}

function coreOf(version: string): string {
  const { major, minor, patch } = parsedVersion(version);
  return [major, minor, patch].map(padded).join('.');
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
