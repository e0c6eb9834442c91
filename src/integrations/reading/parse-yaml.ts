import { type Document, isScalar, type ParseOptions, parseDocument, type SchemaOptions, visit } from 'yaml';

/** Something in a YAML text that is not YAML. */
export interface YamlFault {
  /** In words. */
  readonly message: string;
  /** Where in the text. */
  readonly offset: number;
}

/** A YAML text as it was parsed. */
export interface ParsedYaml {
  readonly document: Document;
  readonly faults: readonly YamlFault[];
}

/**
 * Parses YAML in time that grows with its length. The library itself compares each key of a mapping with all before it,
 * which takes minutes for the hundred thousand that a megabyte holds, so keys that stand twice are found here.
 */
export function parseYaml(text: string, options: ParseOptions & SchemaOptions = {}): ParsedYaml {
  const document = parseDocument(text, { ...options, uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  const faults = document.errors.map(({ message, pos }) => ({
    message: message.includes('call stack') ? 'it is nested too deep' : message,
    offset: pos[0],
  }));
  return { document, faults: [...faults, ...keysTwice(document)] };
}

function keysTwice(document: Document): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          faults.push({ message: `the key ${JSON.stringify(key.value)} is there twice`, offset: key.range?.[0] ?? 0 });
        }
        seen.add(key.value);
      }
    },
  });
  return faults;
}
