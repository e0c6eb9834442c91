/** So many answers are cached: what is asked for again is asked for soon. */
const MOST_REMEMBERED = 10_000;

/** Asks once for a key, as long as it is among the last ones; two that ask at the same time get one answer. */
export function remembering<Answer>(): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (key, ask) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(key, answer);
    if (answers.size > MOST_REMEMBERED) answers.delete(answers.keys().next().value as string);
    return answer;
  };
}
