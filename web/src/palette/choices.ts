/** Something to choose in the palette. */
export interface Choice {
  readonly words: string;
  /** What kind of thing it is: a page, a model, something to do. */
  readonly kind: string;
  readonly choose: () => void;
}

/** Those whose words have every word that was typed. */
export function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const words = typed.toLowerCase().split(/\s+/);
  return choices.filter((choice) => words.every((word) => choice.words.toLowerCase().includes(word)));
}
