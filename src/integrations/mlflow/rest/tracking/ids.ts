/** MLflow writes the ids of runs and of the models they log without dashes. */
export function hexOf(id: string): string {
  return id.replaceAll('-', '');
}

/** The id of our API; undefined where the text is none of MLflow's. */
export function idOfHex(hex: string): string | undefined {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex);
  return parts === null ? undefined : parts.slice(1).join('-');
}

/** Whether a text is an id of our API. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Milliseconds since 1970, as MLflow writes a moment; undefined where there is none. */
export function millis(moment: string | null | undefined): number | undefined {
  return moment == null ? undefined : Date.parse(moment);
}

/** A moment as our API takes it; undefined where there is none. */
export function momentOf(time: number | undefined): string | undefined {
  if (time === undefined) return undefined;
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}

/** Keys and values as MLflow lists them; those of a JSON value as text. */
export function pairsOf(values: Readonly<Record<string, unknown>>): readonly { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: textOf(value) }));
}

/** A value as MLflow has it, where everything is text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
