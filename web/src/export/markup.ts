/** What no document of XML may hold, however it is written: https://www.w3.org/TR/xml/#charsets. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as XML has it: between tags, and in the quotes of an attribute. What XML cannot hold is replaced by U+FFFD. */
export function escaped(text: string): string {
  return text.replaceAll(NO_XML, '\ufffd').replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** An element of XML, its attributes escaped; what is in it is markup already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, inside?: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${written.join('')}${inside === undefined ? '/>' : `>${inside}</${name}>`}`;
}
