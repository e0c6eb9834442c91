import { invalidParameter } from '../wire/mlflow-error.js';
import type { Subject } from './condition.js';
import type { Dialect } from './dialect.js';
import type { Token } from './tokens.js';

/** What a filter or an order names. */
export interface Identifier {
  readonly subject: Subject;
  readonly key: string;
}

/**
 * Reads an identifier from the front of tokens: `metrics.loss`, ``tags.`mlflow.user` ``, `params."a b"`, `start_time`.
 * @returns it, and how many tokens it took
 * @throws {MlflowError} where the dialect has none of that name
 */
export function readIdentifier(
  tokens: readonly Token[],
  from: number,
  dialect: Dialect,
): readonly [Identifier, number] {
  const first = tokens[from];
  if (first === undefined || first.kind === 'sign')
    throw invalidParameter(`Invalid comparison clause. Expected 'Identifier' found '${first?.source ?? ''}'`);
  const key: Token[] = [];
  let at = from + 1;
  while (isDot(tokens[at])) {
    const next = tokens[at + 1];
    if (next === undefined || next.kind === 'sign')
      throw invalidParameter(`Invalid comparison clause. Expected 'Identifier' found '${first.source}.'`);
    key.push(next);
    at += 2;
  }
  const identifier =
    key.length === 0
      ? attribute(first.text, dialect)
      : within(first.text, key.map(({ text }) => text).join('.'), dialect);
  return [identifier, at - from];
}

function within(word: string, key: string, dialect: Dialect): Identifier {
  if (!Object.hasOwn(dialect.words, word)) {
    throw invalidParameter(`Invalid entity type '${word}'. Valid values are ${listOf(Object.keys(dialect.words))}`);
  }
  const subject = dialect.words[word]!;
  if (subject === 'ATTRIBUTE') return attribute(key, dialect);
  if (subject === 'DATASET' && dialect.datasetKeys?.has(key) !== true) {
    throw invalidParameter(
      `Invalid dataset key '${key}' specified. Valid keys are '${listOf([...(dialect.datasetKeys ?? [])])}'`,
    );
  }
  return { subject, key };
}

function attribute(name: string, { attributes }: Dialect): Identifier {
  if (!Object.hasOwn(attributes, name)) {
    throw invalidParameter(
      `Invalid attribute key '${name}' specified. Valid keys are '${listOf(Object.keys(attributes))}'`,
    );
  }
  return { subject: 'ATTRIBUTE', key: attributes[name]! };
}

function isDot(token: Token | undefined): boolean {
  return token?.kind === 'sign' && token.text === '.';
}

function listOf(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(', ')}]`;
}
