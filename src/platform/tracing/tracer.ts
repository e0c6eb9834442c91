import type { ExecutionResult } from 'graphql';

/** What a span tells beside its name and its time, by the names of OpenTelemetry's semantic conventions. */
export type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

/** Which side of a call a span is (OpenTelemetry, SpanKind). */
export type SpanSide = 'server' | 'client' | 'internal';

/** A piece of work whose time is measured. */
export interface Span {
  /** Adds to what it tells. */
  tell(attributes: SpanAttributes): void;
  /** Marks it as failed, by a word of few: an error code, a status. */
  fail(type: string): void;
  end(): void;
  /** Runs work whose spans are below this one. */
  within<T>(work: () => T): T;
}

/** Headers of a request, to read from or to add to. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Makes spans; see `openTracing`. */
export interface Tracer {
  /** Begins a span below the one that runs. */
  begin(name: string, side: SpanSide, attributes?: SpanAttributes): Span;
  /** Begins the span of a request that came, below the caller's where its `traceparent` is well-formed. */
  receive(name: string, headers: Headers, attributes?: SpanAttributes): Span;
  /** Whether a span runs: what the program does by itself has none, and makes none. */
  readonly isWithin: boolean;
  /** The headers by which who is asked continues the trace (W3C Trace Context). */
  headers(): Readonly<Record<string, string>>;
}

let current: Tracer | undefined;

/** What makes spans in this process; undefined where nothing is traced, as is usual. */
export function tracer(): Tracer | undefined {
  return current;
}

/** Has the process traced, or no longer. */
export function traceWith(made: Tracer | undefined): void {
  current = made;
}

/**
 * Does work within a span. Without tracing it just does it, and so it does what the program does by itself: nothing
 * but a server's side begins a trace.
 * @param failure of an answer that is one all the same
 */
export function traced<T>(
  name: string,
  side: SpanSide,
  attributes: SpanAttributes,
  work: () => Promise<T>,
  failure?: (answer: T) => string | undefined,
): Promise<T> {
  if (current === undefined || (side !== 'server' && !current.isWithin)) return work();
  return within(current.begin(name, side, attributes), work, failure);
}

async function within<T>(
  span: Span,
  work: () => Promise<T>,
  failure: (answer: T) => string | undefined = () => undefined,
) {
  try {
    const answer = await span.within(work);
    const type = failure(answer);
    if (type !== undefined) span.fail(type);
    return answer;
  } catch (error) {
    span.fail(failureType(error));
    throw error;
  } finally {
    span.end();
  }
}

/** An error's code, which is one of few; its message may say anything. */
export function failureType(error: unknown): string {
  const { code, extensions, name } = error as { code?: unknown; extensions?: { code?: unknown }; name?: unknown };
  const type = extensions?.code ?? code ?? name;
  return typeof type === 'string' ? type : '_OTHER';
}

/** The code of the first error in an answer; undefined where it has none. */
export function failureIn({ errors }: ExecutionResult): string | undefined {
  return errors?.[0] === undefined ? undefined : failureType(errors[0]);
}
