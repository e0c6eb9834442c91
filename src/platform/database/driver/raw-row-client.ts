import type { PreparedStatement } from '../rows/prepared.js';
import { backendOf } from './backend.js';
import { RawQuery } from './raw-query.js';
import { readRawRows } from './raw-rows.js';
import { RequestClient, type RequestClientConfig } from './request-client.js';
import type { TextRow } from './text-row.js';

/**
 * A connection that writes statements which are sent together to its socket in one write: each write is a system call.
 * The rows it reads are parsed only when somebody looks at them (see `DataRow`). It rests on private parts of the
 * driver; `RequestClient` does the same without them, at the price that `npm run bench` shows.
 */
export class RawRowClient extends RequestClient {
  /** Until when statements are gathered: @default all that can run now has run. */
  gather: (flush: () => void) => void = process.nextTick;
  #gathering = false;

  constructor(config?: RequestClientConfig) {
    super(config);
    readRawRows(backendOf(this).connection);
  }

  override read(statement: PreparedStatement, values: readonly unknown[]): Promise<TextRow[]> {
    return this.send(() => {
      const query = new RawQuery(statement, values);
      this.submit(query);
      return query.answer;
    });
  }

  protected override send<Result>(run: () => Result): Result {
    return super.send(() => {
      this.#cork();
      return run();
    });
  }

  /** Nothing is written until what is gathered is flushed. */
  #cork(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = backendOf(this).connection;
    stream.cork();
    this.gather(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }
}
