import { parseYaml } from '#integrations/reading/parse-yaml.js';
import { type PlainValue, plainValue, UnreadableValue } from './plain-value.js';

/** So many values may aliases stand for, as often as they are written out: more is a trap. */
const MOST_ALIASES = 1_000;

/**
 * The value of a YAML text, as DVC reads it: YAML 1.2 with merge keys.
 * @throws {UnreadableValue} where it is no YAML.
 */
export function readYaml(text: string): PlainValue {
  return plainValue(parseYamlValue(text));
}

/** The same, with whole numbers as `bigint`. */
export function parseYamlValue(text: string): unknown {
  const { document, faults } = parseYaml(text, { merge: true, intAsBigInt: true });
  const [fault] = faults;
  if (fault !== undefined) throw new UnreadableValue(`is no YAML: ${fault.message.split('\n', 1)[0]}`);
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    const { message } = error as Error;
    const isTrap = message.includes('alias count');
    throw new UnreadableValue(
      isTrap ? 'has aliases that stand for more than is read' : `is no YAML: ${message.split('\n', 1)[0]}`,
    );
  }
}
