import semver from 'semver';

/** The most characters of a version. */
export const MAX_VERSION = 64;

/** Whether a text is a version of SemVer 2.0.0 in its only spelling; its build metadata (`+cpu`) is part of it. */
export function isVersionText(text: string): boolean {
  const parsed = text.length <= MAX_VERSION ? semver.parse(text) : null;
  if (parsed === null) return false;
  const build = parsed.build.length === 0 ? '' : `+${parsed.build.join('.')}`;
  return `${parsed.version}${build}` === text;
}
