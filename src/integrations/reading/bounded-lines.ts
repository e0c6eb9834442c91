import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a text that comes in chunks, as UTF-8, without their ends. A line of more than `most` characters is given
 * as null once, so that a file without an end of line is never held in memory.
 */
export async function* boundedLines(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isTooLong = false;
  const lineOf = (line: string) => (isTooLong || line.length > most ? null : line.replace(/\r$/, ''));
  for await (const chunk of chunks) {
    const [first = '', ...others] = (rest + decoder.write(Buffer.from(chunk))).split('\n');
    rest = first;
    for (const line of others) {
      yield lineOf(rest);
      isTooLong = false;
      rest = line;
    }
    if (rest.length <= most) continue;
    isTooLong = true;
    rest = '';
  }
  rest += decoder.end();
  if (isTooLong || rest !== '') yield lineOf(rest);
}
