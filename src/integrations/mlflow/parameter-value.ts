/**
 * A parameter as JSON. MLflow keeps every parameter as the text Python printed, so `0.008` becomes the number again
 * (comparable, searchable), but only where the text is exactly how Python or JSON writes that number: `1.0`, `1e-05`
 * and `-3` are numbers; `007`, `3.10`, `nan`, `True` and a seed of twenty digits stay the text they were.
 */
export function parameterValue(text: string): string | number {
  if (!/^-?\d[\d.]*(e[+-]\d+)?$/.test(text)) return text;
  const number = Number(text);
  const faithful = [String(number), `${number}.0`, pythonExponential(number)].includes(text) && !Object.is(number, -0);
  return faithful ? number : text;
}

/** As Python prints it: at least two digits of exponent, `1e-05`. */
function pythonExponential(number: number): string {
  return number.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
