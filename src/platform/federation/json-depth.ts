const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [...'"\\[]{}'].map((sign) => sign.charCodeAt(0));

/** Whether a JSON text has more lists and objects within each other, without parsing it. */
export function exceedsDepth(text: string, max: number): boolean {
  // So many have to be opened.
  if (text.length <= max) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index);
    if (sign === QUOTE) {
      index = endOfString(text, index + 1);
    } else if (sign === OBJECT || sign === LIST) {
      depth += 1;
      if (depth > max) return true;
    } else if (sign === OBJECT_END || sign === LIST_END) {
      depth -= 1;
    }
  }
  return false;
}

/** The position of the quotation mark that ends a string; behind the text where none does. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
