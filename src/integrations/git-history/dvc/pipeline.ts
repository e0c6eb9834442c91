import {
  isPlainObject,
  type PlainValue,
  plainValue,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { valueAt } from '#integrations/reading/values/select-keys.js';
import { expandStage, type MadeStage, MOST_STAGES } from './expand-stage.js';
import { entriesOf, type Fields, isObject, listOf, textOf, textOrNull } from './fields.js';
import { joinPath, placeOf } from './paths.js';
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
  /** What its templates read of files, by the file: DVC counts that among its parameters. */
  readonly templateParams: ReadonlyMap<string, readonly string[]>;
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
      const file = joinPath(folder, 'params.yaml');
      const before = isObject(own)
        ? { values: own, files: new Map([[file, null]]), contents: new Map([[file, plainValue(own)]]) }
        : NO_VALUES;
      return withVars(before, listOf(document['vars']), folder, loadKnown);
    })) ?? NO_VALUES;
  const stages: DeclaredStage[] = [];
  for (const [name, definition] of entriesOf(document['stages'])) {
    for (const made of (await attempt(`stage ${name}:`, () => expandStage(name, definition, values.values))) ?? []) {
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
    const names = await attempt(`${what}:`, () =>
      resolveTemplate(listOf(document[what]), values.values, { takes: 'anything' }),
    );
    return listOf(names).flatMap((item) => namesOf(item).map((name) => placeOf(folder, name)));
  };
  const [params, metrics, plots] = [await listed('params'), await listed('metrics'), await listed('plots')];
  return { stages, artifacts, params, metrics, plots, problems, loaded: [...loaded] };
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
  const { values, contents } = vars === undefined ? withOwn : await withVars(withOwn, listOf(vars), place, load);
  const resolved: Record<string, unknown> = {};
  const selected = new Set<string>();
  for (const [key, value] of Object.entries(fields)) {
    const takes = key === 'cmd' ? 'command' : 'plain';
    const onSelected = (path: string) => void selected.add(path);
    resolved[key] = isTemplate(value) ? resolveTemplate(value, values, { takes, onSelected }) : value;
  }
  const outs = (kind: DeclaredOut['kind'], list: unknown) =>
    listOf(list).flatMap((item) => declareOuts(kind, item, place));
  return {
    name,
    command: (Array.isArray(resolved['cmd']) ? resolved['cmd'] : [resolved['cmd'] ?? '']).map(textOf),
    folder: place,
    deps: listOf(resolved['deps']).flatMap((item) => namesOf(item).map((dep) => placeOf(place, dep))),
    params: declareParams(resolved['params'], place),
    templateParams: templateParams([...selected], contents),
    outs: [
      ...outs('out', resolved['outs']),
      ...outs('metric', resolved['metrics']),
      ...outs('plot', resolved['plots']),
      ...declareLive(resolved['live'], place),
    ],
    isFrozen: resolved['frozen'] === true,
    isAlwaysChanged: resolved['always_changed'] === true,
    description: textOrNull(resolved['desc']),
    meta: plainValue(resolved['meta'] ?? null),
  };
}

/** Of names that templates read, those that stand for a value of a file. */
function templateParams(paths: readonly string[], contents: ReadonlyMap<string, PlainValue>): Map<string, string[]> {
  const params = new Map<string, string[]>();
  for (const path of paths) {
    for (const [file, content] of contents) {
      const value = valueAt(content, path);
      if (value !== undefined && !isPlainObject(value)) params.set(file, [...(params.get(file) ?? []), path]);
    }
  }
  return params;
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

/** What DVCLive writes, as DVC 2 declared it: a folder of plots, and beside it the metrics of the last step. */
function declareLive(live: unknown, folder: string): DeclaredOut[] {
  return entriesOf(live).flatMap(([name, flags]) => {
    const plots = declareOuts('plot', { [name]: flags }, folder);
    if (isObject(flags) && flags['summary'] === false) return plots;
    return [...plots, ...declareOuts('metric', { [`${name}.json`]: { cache: false } }, folder)];
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
