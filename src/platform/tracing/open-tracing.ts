import { AsyncLocalStorage } from 'node:async_hooks';
import { type Attributes, type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { TRACE_PARENT_HEADER, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { PRODUCT_VERSION } from '../config/product-version.js';
import { type Headers, type Span, type SpanAttributes, type SpanSide, traceWith } from './tracer.js';

/** Where traces go. */
export interface TracingOptions {
  /** The base URL of a receiver of OTLP over HTTP, such as `http://localhost:4318`. */
  readonly endpoint: string;
  /** What this process is called in traces. */
  readonly serviceName: string;
}

/** Milliseconds that a batch may take to be sent, and with it the end of a process whose receiver is away. */
const TIMEOUT_MS = 3_000;

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

/**
 * Traces this process from now on, with OpenTelemetry's SDK: spans go to the endpoint in batches, as OTLP in JSON. The
 * headers that a receiver wants the exporter reads from its own variable, `OTEL_EXPORTER_OTLP_HEADERS`.
 *
 * Nothing but this file loads the SDK. A disposed tracing has sent what was left, where the receiver takes it.
 */
export function openTracing({ endpoint, serviceName }: TracingOptions): AsyncDisposable {
  const exporter = new OTLPTraceExporter({
    url: new URL('v1/traces', endpoint.replace(/\/*$/, '/')).href,
    timeoutMillis: TIMEOUT_MS,
  });
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': serviceName, 'service.version': PRODUCT_VERSION }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const maker = provider.getTracer('pedigraph');
  const running = new AsyncLocalStorage<Context>();
  const propagator = new W3CTraceContextPropagator();

  const begin = (name: string, side: SpanSide, parent: Context, attributes: SpanAttributes = {}): Span => {
    const span = maker.startSpan(name, { kind: KINDS[side], attributes: attributes as Attributes }, parent);
    const context = trace.setSpan(parent, span);
    return {
      tell: (more) => void span.setAttributes(more as Attributes),
      fail(type) {
        span.setAttribute('error.type', type);
        span.setStatus({ code: SpanStatusCode.ERROR });
      },
      end: () => span.end(),
      within: (work) => running.run(context, work),
    };
  };
  traceWith({
    begin: (name, side, attributes) => begin(name, side, running.getStore() ?? ROOT_CONTEXT, attributes),
    receive: (name, headers, attributes) =>
      begin(name, 'server', propagator.extract(ROOT_CONTEXT, headers, READ), attributes),
    get isWithin() {
      return running.getStore() !== undefined;
    },
    headers() {
      const headers: Record<string, string> = {};
      const context = running.getStore();
      if (context !== undefined) propagator.inject(context, headers, WRITE);
      return headers;
    },
  });
  return {
    async [Symbol.asyncDispose]() {
      traceWith(undefined);
      // A receiver that is away keeps nobody from ending.
      await provider.shutdown().catch(() => {});
    },
  };
}

/** What a client may have put into `tracestate` is neither told nor sent on. */
const READ = {
  get: (headers: Headers, key: string) =>
    key === TRACE_PARENT_HEADER ? (headers[key] as string | undefined) : undefined,
  keys: () => [TRACE_PARENT_HEADER],
};

const WRITE = {
  set(headers: Record<string, string>, key: string, value: string) {
    if (key === TRACE_PARENT_HEADER) headers[key] = value;
  },
};
