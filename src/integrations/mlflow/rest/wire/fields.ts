import { inspectType } from './inspect-type.js';
import { invalidParameter, type MlflowError } from './mlflow-error.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * The fields of a request's message, read as protocol buffers' JSON mapping has them: an integer may be a text, a
 * number that is none has a name, null is as if it were not there, and a field may have its name in camel case. What
 * does not fit is refused in the words of MLflow's server.
 */
export class Fields {
  readonly #values: Values;
  /** Where the message stands in the request's: `metrics[3].`. */
  readonly #path: string;
  readonly #isQuery: boolean;

  private constructor(values: Values, path: string, isQuery: boolean) {
    this.#values = values;
    this.#path = path;
    this.#isQuery = isQuery;
  }

  static ofQuery(query: Values): Fields {
    return new Fields(query, '', true);
  }

  /** @throws {MlflowError} where the body is no object; an empty one has no fields */
  static ofBody(body: unknown): Fields {
    // Old clients send the JSON of their JSON.
    const message = typeof body === 'string' ? parsed(body) : (body ?? {});
    if (!isObject(message)) throw invalidParameter('The body must be a JSON object.');
    return new Fields(message, '', false);
  }

  /** Whether the field was given. */
  has(name: string): boolean {
    return this.#read(name) !== undefined;
  }

  /** The text; undefined where there is none. */
  text(name: string): string | undefined {
    const value = this.#read(name);
    if (value !== undefined && typeof value !== 'string') throw this.#wrong(name, value);
    return value;
  }

  /** The text, which must be there and not be empty. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw this.missing(name);
    return value;
  }

  /** A whole number that JSON carries exactly; undefined where there is none. */
  integer(name: string): number | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw this.#wrong(name, value);
    return number;
  }

  /** A number, `NaN` and infinities among them; undefined where there is none. */
  double(name: string): number | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') throw this.#wrong(name, value);
    const named = NAMED_NUMBERS.get(value);
    if (named !== undefined) return named;
    const number = DECIMAL.test(value) ? Number(value) : Number.NaN;
    if (!Number.isFinite(number)) throw this.#wrong(name, value);
    return number;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (this.#isQuery && typeof value === 'string' && /^(true|false)$/i.test(value))
      return value.toLowerCase() === 'true';
    throw this.#wrong(name, value);
  }

  /** A value of an enumeration, which may be sent as its number; undefined where there is none. */
  oneOf<Value extends string>(name: string, values: Readonly<Record<Value, number>>): Value | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    const found = Object.entries<number>(values).find(
      ([key, number]) => value === key || String(value) === `${number}`,
    );
    if (found === undefined) throw this.#wrong(name, value);
    return found[0] as Value;
  }

  /** Texts; none where there is no such field. */
  texts(name: string): readonly string[] {
    return this.#list(name).map((value, index) => {
      if (typeof value !== 'string') throw this.#wrong(`${name}[${index}]`, value);
      return value;
    });
  }

  /** Messages; none where there is no such field. */
  messages(name: string): readonly Fields[] {
    return this.#list(name).map((value, index) => this.#message(`${name}[${index}]`, value));
  }

  /** A message; undefined where there is none. */
  message(name: string): Fields | undefined {
    const value = this.#read(name);
    return value === undefined ? undefined : this.#message(name, value);
  }

  /** The error of a field whose value is not taken. */
  refused(name: string): MlflowError {
    return this.#wrong(name, this.#read(name));
  }

  /** The error of a field that has to be there. */
  missing(name: string): MlflowError {
    return invalidParameter(`Missing value for required parameter '${this.#path}${name}'. ${SEE}`);
  }

  #message(name: string, value: unknown): Fields {
    if (!isObject(value)) throw this.#wrong(name, value);
    return new Fields(value, `${this.#path}${name}.`, false);
  }

  #list(name: string): readonly unknown[] {
    const value = this.#read(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    if (this.#isQuery) return [value];
    throw this.#wrong(name, value);
  }

  #read(name: string): unknown {
    const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const [value, other] = [this.#own(name), camel === name ? undefined : this.#own(camel)];
    if (value !== undefined && other !== undefined) {
      throw invalidParameter(`Request specifies both '${name}' and '${camel}'; provide only one of them.`);
    }
    return value ?? other;
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? undefined) : undefined;
  }

  #wrong(name: string, value: unknown): MlflowError {
    const shown = JSON.stringify(value).slice(0, 200);
    const hint = `Hint: Value was of type '${inspectType(value)}'.`;
    return invalidParameter(`Invalid value ${shown} for parameter '${this.#path}${name}' supplied: ${hint} ${SEE}`);
  }
}

const SEE = 'See the API docs for more information about request parameters.';

const NAMED_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
