/** A scale on which the values of a column stand, from 0 to 1. */
export interface PlotAxis {
  /** Where a value stands; undefined for one that has no place on it. */
  readonly placeOf: (value: unknown) => number | undefined;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Texts that have a place of their own, at most. */
const MOST_WORDS = 20;

/**
 * The axis of a column's values: of numbers where it has any, else of its texts, each at a place of its own.
 * @param words a number of it in words, with which it is marked
 */
export function plotAxis(values: readonly unknown[], words: (value: number) => string = short): PlotAxis {
  const numbers = values.flatMap((value) => numberOf(value) ?? []);
  return numbers.length > 0 ? ofNumbers(numbers, words) : ofWords(values);
}

/** The day of a moment, which is given in milliseconds. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** A text, cut to so many characters. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** A number, or a text that reads as one, as parameters of other tools do. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function ofNumbers(numbers: readonly number[], words: (value: number) => string): PlotAxis {
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  const span = high - low;
  const placeOf = (value: unknown) => {
    const number = numberOf(value);
    if (number === undefined) return undefined;
    // By halves: two doubles may be further apart than any double says.
    return span === 0 ? 0.5 : Math.min(1, Math.max(0, (number / 2 - low / 2) / (high / 2 - low / 2)));
  };
  const ticks = span === 0 ? [low] : [0, 0.25, 0.5, 0.75, 1].map((share) => low * (1 - share) + high * share);
  return { placeOf, ticks: ticks.map((value) => ({ at: placeOf(value)!, label: words(value) })) };
}

function ofWords(values: readonly unknown[]): PlotAxis {
  const words = [...new Set(values.flatMap((value) => wordOf(value) ?? []))].sort().slice(0, MOST_WORDS);
  const placeOf = (value: unknown) => {
    const at = words.indexOf(wordOf(value) ?? '');
    if (at < 0) return undefined;
    return words.length === 1 ? 0.5 : at / (words.length - 1);
  };
  return { placeOf, ticks: words.map((word) => ({ at: placeOf(word)!, label: word })) };
}

function wordOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
