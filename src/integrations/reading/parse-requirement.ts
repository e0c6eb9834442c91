/** A package an environment asks for; `version` is null where the file leaves it open. */
export interface PackagePin {
  readonly manager: 'pip' | 'conda';
  readonly name: string;
  readonly version: string | null;
}

/**
 * Reads one line of a requirements file. `null` for a line that names no package: empty, a comment or an option.
 * `undefined` for one that asks for something a name and a version cannot say, such as a bare URL or path.
 * Only `==` and `===` without a wildcard pin a version. Source: PEP 508, PEP 440, the pip documentation.
 */
export function parsePipRequirement(line: string): PackagePin | null | undefined {
  const text = line
    .replace(/\s+/g, ' ')
    .replace(/(^|\s)#.*$/, '')
    .trim();
  if (text === '' || /^-(?!e\b|-editable\b)/.test(text)) return null;
  const parsed = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(text);
  const [, name, rest = ''] = parsed ?? [];
  if (name === undefined || !/^($|[=<>!~;@(]|--)/.test(rest)) return undefined;
  const pinned = /^\(?\s*={2,3}\s*([^\s,;()*]+)\s*\)?\s*($|;|--)/.exec(rest);
  return { manager: 'pip', name, version: pinned?.[1] ?? null };
}

/**
 * Reads one dependency of a conda file: `numpy=1.26.4=py312_0`, `conda-forge::numpy==1.26`, `pip<=24.0`, `numpy 1.26.4`.
 * `undefined` where it is none. One `=` counts as a pin, though conda lets `=1.26` match 1.26.4 as well: MLflow writes
 * whole versions. Source: conda's package match specification.
 */
export function parseCondaDependency(text: string): PackagePin | undefined {
  const parsed = /^(?:[^\s:]+::)?([A-Za-z0-9_][A-Za-z0-9._-]*)\s*(.*)$/.exec(text.trim());
  if (!parsed?.[1]) return undefined;
  const pinned = /^(?:\s|={1,2})?\s*([0-9][^\s=<>!,|*]*)(?:[\s=][^\s=<>!,|]+)?$/.exec(parsed[2] ?? '');
  return { manager: 'conda', name: parsed[1].toLowerCase(), version: pinned?.[1] ?? null };
}

/** The name under which pip knows two spellings to be one package. Source: PEP 503. */
export function sameNameKey({ manager, name }: PackagePin): string {
  return `${manager}:${name.toLowerCase().replace(/[-_.]+/g, '-')}`;
}
