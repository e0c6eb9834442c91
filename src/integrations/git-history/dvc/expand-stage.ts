import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { type Fields, isObject, listOf } from './fields.js';
import { pythonText } from './python-text.js';
import { isTemplate, resolveTemplate, type TemplateValues } from './template.js';

/** More is a trap: a matrix of matrices. */
export const MOST_STAGES = 10_000;

/** A stage before its templates are resolved, with the values that only it has. */
export interface MadeStage {
  readonly name: string;
  readonly definition: Fields;
  readonly own: TemplateValues;
}

/**
 * The stages that one definition stands for: one for each item of `foreach` and of the product of `matrix`.
 * @throws {UnreadableValue} where it is no such definition, or stands for too many.
 */
export function expandStage(name: string, definition: unknown, values: TemplateValues): MadeStage[] {
  if (!isObject(definition)) throw new UnreadableValue('is no object');
  if ('matrix' in definition) return ofMatrix(name, definition, values);
  if (!('foreach' in definition)) return [{ name, definition, own: {} }];
  const template = definition['do'];
  if (!isObject(template)) throw new UnreadableValue('has foreach without do');
  const each = resolveTemplate(definition['foreach'], values, { takes: 'anything' });
  if (Array.isArray(each)) {
    const hasComposite = each.some((item) => isObject(item) || Array.isArray(item));
    return byName(
      each.map(
        (item, index) =>
          [hasComposite ? String(index) : nameText(item, rawItem(definition['foreach'], index)), { item }] as const,
      ),
    ).map(([key, own]) => ({ name: `${name}@${key}`, definition: template, own }));
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

/** What stands for an item before templates are resolved. */
function rawItem(raw: unknown, index: number): unknown {
  return Array.isArray(raw) ? raw[index] : raw;
}

/** A value in the name of a stage: DVC writes a flag as Python does where a template stands for it. */
function nameText(value: unknown, raw: unknown): string {
  return typeof value === 'boolean' && isTemplate(raw) ? (value ? 'True' : 'False') : pythonText(value);
}

function ofMatrix(name: string, { matrix, ...template }: Fields, values: TemplateValues): MadeStage[] {
  const axes = resolveTemplate(matrix, values, { takes: 'anything' });
  const raw = isObject(matrix) ? matrix : {};
  if (!isObject(axes)) throw new UnreadableValue('has a matrix that is no object');
  let combinations: { fragments: string[]; item: Fields }[] = [{ fragments: [], item: {} }];
  for (const [axis, items] of Object.entries(axes)) {
    const list = listOf(items);
    if (combinations.length * list.length > MOST_STAGES)
      throw new UnreadableValue(`has a matrix of more than the ${MOST_STAGES} stages that are read`);
    combinations = combinations.flatMap(({ fragments, item }) =>
      list.map((value, index) => ({
        fragments: [
          ...fragments,
          isObject(value) || Array.isArray(value) ? `${axis}${index}` : nameText(value, rawItem(raw[axis], index)),
        ],
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
