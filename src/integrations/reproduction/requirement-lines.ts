import type { SubjectPackage } from './read-subject.js';

/** Packages as lines of a requirements file, and those that cannot stand in one. */
export interface RequirementLines {
  readonly lines: readonly string[];
  readonly refused: readonly SubjectPackage[];
}

// Source: the Python packaging specifications, names and version specifiers.
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const VERSION = /^[A-Za-z0-9](?:[A-Za-z0-9.!+_-]*[A-Za-z0-9])?$/;

/**
 * The packages of pip, by name and version. What pip would read as something else, an option, a URL or a path, is
 * refused: a server must not decide from where packages come.
 */
export function requirementLines(packages: readonly SubjectPackage[]): RequirementLines {
  const ofPip = packages.filter(({ manager }) => manager === 'pip');
  const fits = ({ name, version }: SubjectPackage) => NAME.test(name) && (version === null || VERSION.test(version));
  return {
    lines: ofPip.filter(fits).map(({ name, version }) => (version === null ? name : `${name}==${version}`)),
    refused: ofPip.filter((one) => !fits(one)),
  };
}
