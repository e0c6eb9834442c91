import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { isPrivateAddress, PrivateAddress, publicAgent } from './public-agent.js';
import { no, type Reached, type SoughtFile, sizeProblem, unknown, yes } from './reached.js';

const TIMEOUT_MS = 10_000;

/** Asks web servers, without credentials, and those of private networks only where that was allowed. */
export class HttpReach {
  readonly #agent: Agent;
  readonly #isPrivateAllowed: boolean;

  constructor(isPrivateAllowed: boolean) {
    this.#isPrivateAllowed = isPrivateAllowed;
    this.#agent = isPrivateAllowed ? new Agent({ headersTimeout: TIMEOUT_MS }) : publicAgent(TIMEOUT_MS);
  }

  /** Asks by HEAD. A redirect is not followed: it says that something is there, and leads where nobody has said. */
  async reach(url: string, sought: SoughtFile): Promise<Reached> {
    try {
      // A name is judged when it is looked up; an address is looked up nowhere.
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      if (!this.#isPrivateAllowed && isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateAddress(host);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { statusCode, headers, body } = await request(url, { method: 'HEAD', dispatcher: this.#agent, signal });
      await body.dump();
      if (statusCode === 404 || statusCode === 410) return no(`The server answered ${statusCode}.`);
      if (statusCode >= 300 && statusCode < 400)
        return unknown(`The server answered ${statusCode}, which is not followed.`);
      if (statusCode !== 200) return unknown(`The server answered ${statusCode}.`);
      // Of a body that is compressed on the way the length says nothing.
      const length =
        headers['content-encoding'] === undefined ? Number(headers['content-length'] ?? Number.NaN) : Number.NaN;
      return (
        sizeProblem(sought, Number.isNaN(length) ? undefined : length) ??
        yes('The server has it; its bytes were not read.')
      );
    } catch (error) {
      const { name, message, cause } = error as Error;
      const refused = [error, cause].find((one) => one instanceof PrivateAddress);
      return unknown(refused ? `${(refused as Error).message}.` : `The server could not be asked: ${message || name}.`);
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}
