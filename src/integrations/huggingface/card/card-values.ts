import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { isPlainObject, type PlainValue, plainText } from '#integrations/reading/values/plain-value.js';

/** Receives what of a card is left out: where in it, and why, as half a sentence. */
export type OnLeftOut = (place: string, reason: string) => void;

/** The texts of a value that is one or a list of them; what is no text, number or flag is left out. */
export function textsOf(value: PlainValue | undefined, place: string, onLeftOut: OnLeftOut): string[] {
  if (value === undefined || value === null) return [];
  const items = Array.isArray(value) ? (value as readonly PlainValue[]) : [value as PlainValue];
  return items.flatMap((item, index) => {
    if (typeof item === 'object') {
      if (item !== null) onLeftOut(Array.isArray(value) ? `${place}[${index}]` : place, 'is no text');
      return [];
    }
    const text = plainText(item).trim();
    const reason = textMisfit(text, MOST.tag);
    if (reason !== null) onLeftOut(place, reason);
    return text === '' || reason !== null ? [] : [text];
  });
}

/** The text of a value that is one; null where there is none that can be stored. */
export function textIn(value: PlainValue | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'object') return null;
  const text = plainText(value).trim();
  return text === '' || textMisfit(text, MOST.tag) !== null ? null : text;
}

/** The entries of a list that are mappings; what is none is left out. */
export function mappingsIn(value: PlainValue | undefined, place: string, onLeftOut: OnLeftOut) {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    onLeftOut(place, 'is no list');
    return [];
  }
  return (value as readonly PlainValue[]).flatMap((entry, index) => {
    const at = `${place}[${index}]`;
    if (isPlainObject(entry)) return [{ entry, place: at }];
    onLeftOut(at, 'is no mapping of keys to values');
    return [];
  });
}
