import { isPlainObject } from '#integrations/reading/values/plain-value.js';
import { pythonText } from './python-text.js';

/** An object of a dvc.yaml. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value as text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : pythonText(value);
}

/** A text that says something; null for anything else. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A list; one value is a list of it, and none of none. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** What an object has; nothing where it is none. */
export function entriesOf(value: unknown): [string, unknown][] {
  return isPlainObject(value) ? Object.entries(value) : [];
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is Fields {
  return isPlainObject(value) && !((value as unknown) instanceof Date);
}
