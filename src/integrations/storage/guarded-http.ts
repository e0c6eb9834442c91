import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { hostOf, isPrivateAddress, PrivateAddress, publicLookup } from './private-address.js';

const TIMEOUT_MS = 10_000;

/** More than that is no answer to a question about one thing. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What is asked. */
export interface Question {
  readonly method: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Asks servers that a record names, and those of private networks only where that was allowed. An address is judged when it
 * is connected to, after its name was looked up, so that a name cannot lead elsewhere in between. No redirect is followed: it
 * leads where nobody has said.
 */
export class GuardedHttp implements AsyncDisposable {
  readonly #agent: Agent;
  readonly #isPrivateAllowed: boolean;

  constructor(isPrivateAllowed: boolean) {
    this.#isPrivateAllowed = isPrivateAllowed;
    const connect = { timeout: TIMEOUT_MS, ...(isPrivateAllowed ? {} : { lookup: publicLookup }) };
    this.#agent = new Agent({ connect, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  }

  /** @throws {PrivateAddress} and what the connection throws: `whyNotAsked` has it in words. */
  async ask(url: string, { method, headers = {} }: Question): Promise<HttpAnswer> {
    const host = hostOf(url);
    // A name is judged when it is looked up; an address is looked up nowhere.
    if (!this.#isPrivateAllowed && isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateAddress(host);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await request(url, { method, headers, dispatcher: this.#agent, signal });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new Error(`it answered with more than ${MAX_BYTES} bytes`);
      chunks.push(chunk);
    }
    return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.close();
  }
}

/** Why a server could not be asked, as a sentence. */
export function whyNotAsked(error: unknown): string {
  const { name, message, cause } = error as Error;
  const refused = [error, cause].find((one) => one instanceof PrivateAddress);
  return refused === undefined ? `The server could not be asked: ${message || name}.` : `${refused.message}.`;
}
