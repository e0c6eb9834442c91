/** An answer before it is written: a text, the same in bytes, or parts that come one after the other. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | AsyncIterable<string>;
}
