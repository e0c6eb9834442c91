import { failureType, type SpanAttributes, tracer } from './tracer.js';

/**
 * Runs a statement within a span that tells what it does and to which table, and never its text or values. Without
 * tracing, and for what the program does by itself, it just runs.
 */
export function tracedStatement<T>(text: unknown, run: () => T): T {
  const tracing = tracer();
  if (tracing?.isWithin !== true) return run();
  const { name, attributes } = describe(typeof text === 'string' ? text : '');
  const span = tracing.begin(name, 'client', attributes);
  const result = span.within(run);
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  result.then(
    () => span.end(),
    (error: unknown) => {
      span.fail(failureType(error));
      span.end();
    },
  );
  return result;
}

/** Statements are prepared: there are few texts. */
const known = new Map<string, Described>();
const MOST = 1_000;

interface Described {
  readonly name: string;
  readonly attributes: SpanAttributes;
}

function describe(text: string): Described {
  const found = known.get(text);
  if (found !== undefined) return found;
  const operation = /^\s*([A-Za-z]+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
  const collection = /\b(?:FROM|INTO|UPDATE)\s+((?:"?\w+"?\.)?"?\w+"?)/i.exec(text)?.[1]?.replaceAll('"', '');
  const made: Described = {
    name: collection === undefined ? operation : `${operation} ${collection}`,
    attributes: {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      'db.collection.name': collection,
    },
  };
  if (known.size < MOST) known.set(text, made);
  return made;
}
