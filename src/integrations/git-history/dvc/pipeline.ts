import { isPlainObject, type PlainValue, plainValue, UnreadableValue } from '../values/plain-value.js';
import { joinPath, placeOf } from './paths.js';
import { pythonText } from './python-text.js';
import { isTemplate, resolveTemplate, type TemplateValues } from './template.js';
import { type LoadedValues, type LoadValues, NO_VALUES, withVars } from './template-values.js';

/** An output as a stage declares it. */
export interface DeclaredOut {
  /** From the top of the repository. */
  readonly path: string;
  readonly kind: 'out' | 'metric' | 'plot';
  /** Whether DVC holds it; else it is a file in Git. */
  readonly isCached: boolean;
  readonly type: string | null;
  readonly description: string | null;
}

/** A stage of a dvc.yaml, with what is written for each of `foreach` and `matrix`. */
export interface DeclaredStage {
  readonly name: string;
  readonly command: readonly string[];
  /** The folder it runs in, from the top of the repository. */
  readonly folder: string;
  readonly deps: readonly string[];
  /** By the file, from the top of the repository: the keys; none for all of it. */
  readonly params: ReadonlyMap<string, readonly string[]>;
  readonly outs: readonly DeclaredOut[];
  readonly isFrozen: boolean;
  readonly isAlwaysChanged: boolean;
  readonly description: string | null;
  readonly meta: PlainValue;
}

/** Something that a dvc.yaml gives a name. */
export interface DeclaredArtifact {
  readonly name: string;
  /** From the top of the repository; null where none is given. */
  readonly path: string | null;
  readonly type: string | null;
  readonly description: string | null;
  readonly labels: readonly string[];
}

/** A dvc.yaml, with its templates resolved. */
export interface Pipeline {
  readonly stages: readonly DeclaredStage[];
  readonly artifacts: readonly DeclaredArtifact[];
  /** Files that hold parameters, metrics and plots beside those of stages. */
  readonly params: readonly string[];
  readonly metrics: readonly string[];
  readonly plots: readonly string[];
  /** What of it cannot be read, as half a sentence each. */
  readonly problems: readonly string[];
  /** The files that its templates were filled from. */
  readonly loaded: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
/** More is a trap: a matrix of matrices. */
const MOST_STAGES = 10_000;

/**
 * Resolves a dvc.yaml as DVC does: `vars` and `params.yaml` beside it, `foreach`, `matrix`, and `${…}` everywhere. What
 * cannot be resolved is a problem, and costs its stage. Source: dvc/parsing/__init__.py.
 * @param document what the file holds, with whole numbers as `bigint`
 * @param folder the folder of the dvc.yaml
 * @throws {UnreadableValue} where it is no dvc.yaml at all.
 */
export async function resolvePipeline(document: unknown, folder: string, load: LoadValues): Promise<Pipeline> {
  if (!isObject(document)) throw new UnreadableValue('is no object');
  const problems: string[] = [];
  const loaded = new Set<string>();
  const loadKnown: LoadValues = (path) => {
    loaded.add(path);
    return load(path);
  };
  const attempt = async <Result>(where: string, work: () => Promise<Result> | Result): Promise<Result | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      problems.push(`${where} ${error.message}`);
      return null;
    }
  };
  const values =
    (await attempt('vars:', async () => {
      const own = await loadKnown(joinPath(folder, 'params.yaml'));
      const before = isObject(own)
        ? { values: own, files: new Map([[joinPath(folder, 'params.yaml'), null]]) }
        : NO_VALUES;
      return withVars(before, listOf(document['vars']), folder, loadKnown);
    })) ?? NO_VALUES;
  const stages: DeclaredStage[] = [];
  for (const [name, definition] of entriesOf(document['stages'])) {
    for (const made of (await attempt(`stage ${name}:`, () => expand(name, definition, values.values))) ?? []) {
      if (stages.length === MOST_STAGES) {
        problems.push(`stage ${name}: has more stages than the ${MOST_STAGES} that are read`);
        break;
      }
      const stage = await attempt(`stage ${made.name}:`, () => declare(made, values, folder, loadKnown));
      if (stage !== null) stages.push(stage);
    }
  }
  const artifacts: DeclaredArtifact[] = [];
  for (const [name, definition] of entriesOf(document['artifacts'])) {
    const artifact = await attempt(`artifact ${name}:`, () => declareArtifact(name, definition, values.values, folder));
    if (artifact !== null) artifacts.push(artifact);
  }
  const listed = async (what: 'params' | 'metrics' | 'plots') => {
    const names = await attempt(`${what}:`, () => resolveTemplate(listOf(document[what]), values.values, 'anything'));
    return listOf(names).flatMap((item) => namesOf(item).map((name) => placeOf(folder, name)));
  };
  const [params, metrics, plots] = [await listed('params'), await listed('metrics'), await listed('plots')];
  return { stages, artifacts, params, metrics, plots, problems, loaded: [...loaded] };
}

/** A stage before its templates are resolved, with the values that only it has. */
interface MadeStage {
  readonly name: string;
  readonly definition: Fields;
  readonly own: TemplateValues;
}

function expand(name: string, definition: unknown, values: TemplateValues): MadeStage[] {
  if (!isObject(definition)) throw new UnreadableValue('is no object');
  if ('matrix' in definition) return ofMatrix(name, definition, values);
  if (!('foreach' in definition)) return [{ name, definition, own: {} }];
  const template = definition['do'];
  if (!isObject(template)) throw new UnreadableValue('has foreach without do');
  const each = resolveTemplate(definition['foreach'], values, 'anything');
  if (Array.isArray(each)) {
    const hasComposite = each.some((item) => isObject(item) || Array.isArray(item));
    return byName(each.map((item, index) => [hasComposite ? String(index) : pythonText(item), { item }] as const)).map(
      ([key, own]) => ({ name: `${name}@${key}`, definition: template, own }),
    );
  }
  if (!isObject(each)) throw new UnreadableValue('has foreach over what is neither a list nor an object');
  return Object.entries(each).map(([key, item]) => ({
    name: `${name}@${key}`,
    definition: template,
    own: { item, key },
  }));
}

/** Where two have one name, the later stands at the place of the first, as in an object of Python. */
function byName<Value>(pairs: readonly (readonly [string, Value])[]): [string, Value][] {
  return [...new Map(pairs)];
}

function ofMatrix(name: string, { matrix, ...template }: Fields, values: TemplateValues): MadeStage[] {
  const axes = resolveTemplate(matrix, values, 'anything');
  if (!isObject(axes)) throw new UnreadableValue('has a matrix that is no object');
  let combinations: { fragments: string[]; item: Fields }[] = [{ fragments: [], item: {} }];
  for (const [axis, items] of Object.entries(axes)) {
    const list = listOf(items);
    if (combinations.length * list.length > MOST_STAGES)
      throw new UnreadableValue(`has a matrix of more than the ${MOST_STAGES} stages that are read`);
    combinations = combinations.flatMap(({ fragments, item }) =>
      list.map((value, index) => ({
        fragments: [...fragments, isObject(value) || Array.isArray(value) ? `${axis}${index}` : pythonText(value)],
        item: { ...item, [axis]: value },
      })),
    );
  }
  return byName(combinations.map(({ fragments, item }) => [fragments.join('-'), item] as const)).map(([key, item]) => ({
    name: `${name}@${key}`,
    definition: template,
    own: { item, key },
  }));
}

async function declare(
  { name, definition, own }: MadeStage,
  before: LoadedValues,
  folder: string,
  load: LoadValues,
): Promise<DeclaredStage> {
  const { vars, ...fields } = definition;
  const withOwn = { ...before, values: Object.assign(Object.create(null), before.values, own) as TemplateValues };
  const wdir = fields['wdir'];
  const place = typeof wdir === 'string' ? joinPath(folder, textOf(resolveTemplate(wdir, withOwn.values))) : folder;
  const { values } = vars === undefined ? withOwn : await withVars(withOwn, listOf(vars), place, load);
  const resolved: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    resolved[key] = isTemplate(value) ? resolveTemplate(value, values, key === 'cmd' ? 'command' : 'plain') : value;
  }
  const outs = (kind: DeclaredOut['kind'], list: unknown) =>
    listOf(list).flatMap((item) => declareOuts(kind, item, place));
  return {
    name,
    command: (Array.isArray(resolved['cmd']) ? resolved['cmd'] : [resolved['cmd'] ?? '']).map(textOf),
    folder: place,
    deps: listOf(resolved['deps']).flatMap((item) => namesOf(item).map((dep) => placeOf(place, dep))),
    params: declareParams(resolved['params'], place),
    outs: [
      ...outs('out', resolved['outs']),
      ...outs('metric', resolved['metrics']),
      ...outs('plot', resolved['plots']),
    ],
    isFrozen: resolved['frozen'] === true,
    isAlwaysChanged: resolved['always_changed'] === true,
    description: textOrNull(resolved['desc']),
    meta: plainValue(resolved['meta'] ?? null),
  };
}

/** Keys of params.yaml, and files with their keys; a file without is meant whole. */
function declareParams(list: unknown, folder: string): Map<string, string[]> {
  const params = new Map<string, string[]>();
  const add = (file: string, keys: readonly string[]) => {
    const place = placeOf(folder, file);
    params.set(place, [...new Set([...(params.get(place) ?? []), ...keys])]);
  };
  for (const item of listOf(list)) {
    if (!isObject(item)) add('params.yaml', [textOf(item)]);
    else for (const [file, keys] of Object.entries(item)) add(file, listOf(keys).map(textOf));
  }
  return params;
}

function declareOuts(kind: DeclaredOut['kind'], item: unknown, folder: string): DeclaredOut[] {
  const declared = isObject(item) ? Object.entries(item) : [[textOf(item), {}] as const];
  return declared.map(([name, flags]) => {
    const given: Fields = isObject(flags) ? flags : {};
    return {
      path: placeOf(folder, name),
      kind,
      isCached: given['cache'] !== false,
      type: textOrNull(given['type']),
      description: textOrNull(given['desc']),
    };
  });
}

function declareArtifact(name: string, definition: unknown, values: TemplateValues, folder: string): DeclaredArtifact {
  const resolved = resolveTemplate(definition, values);
  const fields: Fields = isObject(resolved) ? resolved : {};
  const path = textOrNull(fields['path']);
  return {
    name: textOf(resolveTemplate(name, values)),
    path: path === null ? null : placeOf(folder, path),
    type: textOrNull(fields['type']),
    description: textOrNull(fields['desc']),
    labels: listOf(fields['labels']).map(textOf),
  };
}

function namesOf(item: unknown): string[] {
  return isObject(item) ? Object.keys(item) : [textOf(item)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : pythonText(value);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function entriesOf(value: unknown): [string, unknown][] {
  return isPlainObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Fields {
  return isPlainObject(value) && !((value as unknown) instanceof Date);
}
