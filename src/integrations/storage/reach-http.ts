import { type GuardedHttp, whyNotAsked } from './guarded-http.js';
import { no, type Reached, type SoughtFile, sizeProblem, unknown, yes } from './reached.js';

/** Asks a web server for a file by HEAD, without credentials. */
export async function reachHttp(url: string, sought: SoughtFile, http: GuardedHttp): Promise<Reached> {
  try {
    const { status, headers } = await http.ask(url, { method: 'HEAD' });
    if (status === 404 || status === 410) return no(`The server answered ${status}.`);
    if (status >= 300 && status < 400) return unknown(`The server answered ${status}, which is not followed.`);
    if (status !== 200) return unknown(`The server answered ${status}.`);
    // Of a body that is compressed on the way the length says nothing.
    const length = headers['content-encoding'] === undefined ? headers['content-length'] : undefined;
    return (
      sizeProblem(sought, length === undefined ? undefined : Number(length)) ??
      yes('The server has it; its bytes were not read.')
    );
  } catch (error) {
    return unknown(whyNotAsked(error));
  }
}
