import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { pythonText } from './python-text.js';

/** The values that `${…}` in a dvc.yaml names. Source: dvc/parsing/context.py. */
export type TemplateValues = Readonly<Record<string, unknown>>;

/** `${…}` that is not escaped as `\${…}`. */
const EXPRESSION = /(?<!\\)\$\{([^}]*)\}/g;
const WHOLE = /^\$\{([^}]*)\}$/s;
/** A name, and names and indexes behind it: `model.layers[0].size`. */
const PATH = /^[^.[\]]+(?:\.[^.[\]]+|\[[^.[\]]+\])*$/;

/** What is done with values that are no text, number or flag. */
export type Interpolation = 'plain' | 'command' | 'anything';

/** How templates are resolved. */
export interface TemplateOptions {
  /** Which values may stand in a text: a command takes an object as its options. @default 'plain' */
  readonly takes?: Interpolation | undefined;
  /** Receives each name that is read, with dots: `list.0`. */
  readonly onSelected?: ((path: string) => void) | undefined;
}

/**
 * A value with each `${…}` in it replaced: a text that is nothing else becomes the value itself, any other has it as text.
 * @throws {UnreadableValue} where a name stands for nothing, or for what cannot be written there.
 */
export function resolveTemplate(value: unknown, values: TemplateValues, options: TemplateOptions = {}): unknown {
  if (typeof value === 'string') return resolveText(value, values, options);
  if (Array.isArray(value)) return value.map((item) => resolveTemplate(item, values, options));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const name = resolveText(key, values, options);
    object[typeof name === 'string' ? name : pythonText(name)] = resolveTemplate(item, values, options);
  }
  return object;
}

/** Whether a value has `${…}` in it, anywhere. */
export function isTemplate(value: unknown): boolean {
  if (typeof value === 'string') return closedPart(value).search(EXPRESSION) >= 0;
  if (Array.isArray(value)) return value.some(isTemplate);
  return typeof value === 'object' && value !== null && Object.entries(value).some((pair) => pair.some(isTemplate));
}

function resolveText(text: string, values: TemplateValues, options: TemplateOptions): unknown {
  const { takes = 'plain' } = options;
  const whole = WHOLE.exec(text)?.[1];
  if (whole !== undefined) {
    const value = select(whole, values, options);
    if (isComposite(value) && takes === 'plain') throw refusal(whole, value);
    return takes === 'command' && isComposite(value) ? optionsOf(value, whole) : value;
  }
  const closed = closedPart(text);
  const filled = closed.replace(EXPRESSION, (_, expression: string) => {
    const value = select(expression, values, options);
    if (!isComposite(value)) return pythonText(value);
    if (takes === 'command') return optionsOf(value, expression);
    throw refusal(expression, value);
  });
  return (filled + text.slice(closed.length)).replaceAll('\\${', '${');
}

/** The text up to its last `}`: what is opened behind it is closed nowhere, and is not looked through from each `${`. */
function closedPart(text: string): string {
  return text.slice(0, text.lastIndexOf('}') + 1);
}

function select(expression: string, values: TemplateValues, { onSelected }: TemplateOptions): unknown {
  if (!PATH.test(expression)) throw new UnreadableValue(`has \${${expression}}, which is no name of a value`);
  let value: unknown = values;
  const steps = expression.replaceAll('[', '.').replaceAll(']', '').split('.');
  for (const step of steps) {
    const key = step.trim();
    if (Array.isArray(value)) value = /^-?\d+$/.test(key) ? value.at(Number(key)) : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) throw new UnreadableValue(`names \${${expression}}, which stands for nothing`);
  }
  onSelected?.(steps.map((step) => step.trim()).join('.'));
  return value;
}

function refusal(expression: string, value: unknown): UnreadableValue {
  const what = Array.isArray(value) ? 'a list' : 'an object';
  return new UnreadableValue(`has ${what} for \${${expression}} where a text is to stand`);
}

/** `--key value` for each, nested ones with dots, as DVC writes an object in a command. */
function optionsOf(value: unknown, expression: string, before = ''): string {
  if (!isObject(value)) throw refusal(expression, value);
  const options = Object.entries(value).flatMap(([key, item]) => {
    const name = `${before}${key}`;
    if (isObject(item)) return [optionsOf(item, expression, `${name}.`)];
    if (typeof item === 'boolean') return item ? [`--${name}`] : [];
    if (!Array.isArray(item)) return [`--${name} ${wordOf(item)}`];
    return item.length === 0 ? [] : [`--${name} ${item.map(wordOf).join(' ')}`];
  });
  return options.filter((option) => option !== '').join(' ');
}

function wordOf(value: unknown): string {
  if (typeof value !== 'string') return pythonText(value);
  return value !== '' && /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'"'"'`)}'`;
}

function isComposite(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
