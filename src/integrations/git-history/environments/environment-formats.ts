import { type PackagePin, parseCondaDependency, parsePipRequirement } from '#integrations/reading/parse-requirement.js';
import {
  isPlainObject,
  type PlainValue,
  plainText,
  plainValue,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { endOfText } from '#integrations/reading/values/read-python.js';
import { readYaml } from '#integrations/reading/values/read-yaml.js';
import type { LockedPackage } from '#integrations/registration/locked-package.js';
import { readPythonLock } from '#integrations/registration/read-python-lock.js';
import { type EnvironmentFacts, type EnvironmentFormat, facts } from './environment-file.js';

/** Files that tell of an environment, by the whole of their name; the first that fits counts. */
const FORMATS: readonly (EnvironmentFormat & { readonly fits: RegExp })[] = [
  { fits: /^(?:poetry|uv)\.lock$/, rank: 'lock', read: readPython },
  { fits: /^Pipfile\.lock$/, rank: 'lock', read: readPipfileLock },
  { fits: /^renv\.lock$/, rank: 'lock', read: readRenvLock },
  { fits: /^requirements[\w.-]*\.txt$/, rank: 'list', read: readRequirements },
  { fits: /^(?:environment|conda|conda[-_]env)\.ya?ml$/, rank: 'list', read: readConda },
  { fits: /^\.python-version$/, rank: 'machine', read: readPythonVersion },
  { fits: /^(?:Dockerfile|[\w.-]+\.Dockerfile|Dockerfile\.[\w.-]+)$/i, rank: 'machine', read: readDockerfile },
  { fits: /^\.?devcontainer\.json$/, rank: 'machine', read: readDevcontainer },
];

/** How a file of that name tells of an environment; undefined where it does not. */
export function environmentFormat(name: string): EnvironmentFormat | undefined {
  return FORMATS.find(({ fits }) => fits.test(name));
}

function readPython(text: string): EnvironmentFacts {
  try {
    return facts({ packages: readPythonLock(text) });
  } catch (error) {
    throw new UnreadableValue(`is no lock file: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

/** Source: Pipenv's Pipfile.lock, `pipfile-spec` 6. */
function readPipfileLock(text: string): EnvironmentFacts {
  const lock = jsonOf(text);
  const packages = Object.entries(objectOf(lock['default'])).map(([name, entry]) =>
    pip(name, textOf(objectOf(entry)['version'])?.replace(/^==/, '') ?? null),
  );
  const { python_full_version: full, python_version: short } = objectOf(objectOf(lock['_meta'])['requires']);
  const version = textOf(full) ?? textOf(short);
  return facts({ packages, runtime: version === null ? null : { name: 'python', version } });
}

/** Source: renv's lockfile. */
function readRenvLock(text: string): EnvironmentFacts {
  const lock = jsonOf(text);
  const packages = Object.entries(objectOf(lock['Packages'])).map(([name, entry]) => ({
    manager: 'r',
    name,
    version: textOf(objectOf(entry)['Version']),
  }));
  const version = textOf(objectOf(lock['R'])['Version']);
  return facts({ packages, runtime: version === null ? null : { name: 'r', version } });
}

function readRequirements(text: string): EnvironmentFacts {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/);
  return facts({
    packages: lines.flatMap((line): LockedPackage | LockedPackage[] => {
      const read = /^\s*(-r|--requirement)\b/.test(line) ? undefined : parsePipRequirement(line);
      // What a name and a version cannot say is still installed, and not pinned: left out, all would look pinned.
      return read === undefined ? pip(line.trim().slice(0, 214), null) : (read ?? []);
    }),
  });
}

function readConda(text: string): EnvironmentFacts {
  const listed = objectOf(readYaml(text))['dependencies'];
  const pins = (Array.isArray(listed) ? (listed as readonly PlainValue[]) : []).flatMap((entry): PackagePin[] => {
    if (typeof entry === 'string') return [parseCondaDependency(entry)].filter((pin) => pin !== undefined);
    const nested = objectOf(entry)['pip'];
    return (Array.isArray(nested) ? nested : []).flatMap((line) => parsePipRequirement(plainText(line)) ?? []);
  });
  const isPython = ({ manager, name }: PackagePin) => manager === 'conda' && name === 'python';
  const version = pins.find(isPython)?.version ?? null;
  return facts({
    packages: pins.filter((pin) => !isPython(pin)),
    runtime: version === null ? null : { name: 'python', version },
  });
}

function readPythonVersion(text: string): EnvironmentFacts {
  const version = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => /^\d\S*$/.test(line));
  return facts({ runtime: version === undefined ? null : { name: 'python', version } });
}

/**
 * The image that the last part of a Dockerfile is made from; a name that `ARG` fills is known where the file gives it, or
 * a default of up to 500 characters.
 */
function readDockerfile(text: string): EnvironmentFacts {
  const defaults = new Map<string, string>();
  const stages = new Map<string, string>();
  let image: string | null = null;
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const [, argument, value] = /^\s*ARG\s+(\w+)=(\S+)/i.exec(line) ?? [];
    if (argument !== undefined && value !== undefined && image === null)
      defaults.set(argument, value.replace(/^(["'])(.*)\1$/, '$2'));
    const [, from, name] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
    if (from === undefined) continue;
    const filled = from.replace(/\$\{(\w+)(?::-([^}]{0,500}))?\}|\$(\w+)/g, (whole, braced, fallback, plain) => {
      return defaults.get(braced ?? plain) ?? fallback ?? whole;
    });
    image = stages.get(filled.toLowerCase()) ?? filled;
    if (name !== undefined) stages.set(name.toLowerCase(), image);
  }
  return facts({ image: image === null || image.includes('$') || image === 'scratch' ? null : image });
}

/** JSON with comments and commas at ends, which YAML reads but for the comments. */
function readDevcontainer(text: string): EnvironmentFacts {
  const { image } = objectOf(readYaml(withoutComments(text).replaceAll('\t', ' ')));
  return facts({ image: textOf(image) });
}

function withoutComments(text: string): string {
  const marks = /"|\/\/|\/\*/g;
  const parts: string[] = [];
  let at = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const [opening] = mark;
    const end = opening === '"' ? endOfText(text, marks.lastIndex, '"') : endOfComment(text, marks.lastIndex, opening);
    parts.push(text.slice(at, opening === '"' ? end : mark.index));
    at = end;
    marks.lastIndex = end;
  }
  return parts.join('') + text.slice(at);
}

/** One that is closed nowhere goes to the end. */
function endOfComment(text: string, start: number, opening: string): number {
  const closing = opening === '//' ? '\n' : '*/';
  const end = text.indexOf(closing, start);
  if (end < 0) return text.length;
  return opening === '//' ? end : end + closing.length;
}

function pip(name: string, version: string | null): LockedPackage {
  return { manager: 'pip', name, version };
}

function jsonOf(text: string): Readonly<Record<string, PlainValue>> {
  try {
    return objectOf(plainValue(JSON.parse(text)));
  } catch (error) {
    throw new UnreadableValue(`is no JSON: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

function objectOf(value: PlainValue | undefined): Readonly<Record<string, PlainValue>> {
  return isPlainObject(value) ? value : {};
}

function textOf(value: PlainValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
