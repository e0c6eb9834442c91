import type * as z from 'zod';

/** Names with commas between. */
export function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Name and token of each caller: `ann=…,ben=…`. */
export function readTokens(text: string, context: z.RefinementCtx): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair) => /^\s*([A-Za-z0-9][\w.@+-]{0,99})=([^\s,]{16,})\s*$/.exec(pair));
  const names = pairs.map((pair) => pair?.[1]);
  const tokens = new Set(pairs.map((pair) => pair?.[2]));
  if (names.includes(undefined) || new Set(names).size !== names.length || tokens.size !== names.length) {
    context.addIssue({
      code: 'custom',
      message:
        'expected name=token pairs with commas between, each name and each token once, tokens of at least 16 characters',
    });
  }
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** Origins with commas between, or `*`. */
export function readOrigins(text: string, context: z.RefinementCtx): readonly string[] {
  const origins = readNames(text);
  for (const origin of origins) {
    if (origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)) continue;
    const message = `expected origins such as https://app.example with commas between, or *, but got ${JSON.stringify(origin)}`;
    context.addIssue({ code: 'custom', message });
  }
  return origins;
}
