import { noteTimeLeft } from './time-left.js';

/** What else ends it, and how. */
export interface DeadlineOptions {
  /** Its abort is passed on. */
  readonly gone?: AbortSignal | undefined;
  /** Makes the reason of the abort when the time is up. @default a `TimeoutError` */
  readonly reason?: (() => Error) | undefined;
}

/** Called with the reason why nobody waits any more. */
export type OnOver = (reason: unknown) => void;

/**
 * What is over when the time is up, or when nobody waits any more. As `AbortSignal.any` of `AbortSignal.timeout`, for a
 * third of the cost: its maker calls `end` when it is not needed any more, so nothing has to be held weakly, and there
 * is no signal until somebody asks for it.
 */
export class Deadline {
  readonly #gone: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #until: number | undefined;
  #controller: AbortController | undefined;
  #onOver: OnOver | undefined;
  #over: { readonly reason: unknown } | undefined;
  #passed = false;

  /** @param milliseconds from now; undefined: only what else ends it does */
  constructor(milliseconds: number | undefined, { gone, reason = timeIsUp }: DeadlineOptions = {}) {
    this.#gone = gone;
    if (milliseconds !== undefined) {
      this.#until = performance.now() + milliseconds;
      this.#timer = setTimeout(() => {
        this.#passed = this.#over === undefined;
        this.abort(reason());
      }, milliseconds);
    }
    if (gone?.aborted === true) this.#passOn();
    else gone?.addEventListener('abort', this.#passOn, { once: true });
  }

  /** Aborts when it is over. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#until !== undefined) noteTimeLeft(this.#controller.signal, this.#until - performance.now());
      if (this.#over !== undefined) this.#controller.abort(this.#over.reason);
    }
    return this.#controller.signal;
  }

  /** Whether the time was up before anything else happened. */
  get passed(): boolean {
    return this.#passed;
  }

  /** Sets the one listener for its end, in place of any before; called at once where it is over. */
  whenOver(listener: OnOver | undefined): void {
    this.#onOver = listener;
    if (this.#over !== undefined) listener?.(this.#over.reason);
  }

  /** Nobody waits any more. */
  abort(reason: unknown = new DOMException('Nobody waits any more.', 'AbortError')): void {
    if (this.#over !== undefined) return;
    this.#over = { reason };
    this.#controller?.abort(reason);
    this.#onOver?.(reason);
  }

  /** Stops the clock: nothing is called from now on. */
  end(): void {
    clearTimeout(this.#timer);
    this.#gone?.removeEventListener('abort', this.#passOn);
  }

  readonly #passOn = (): void => this.abort(this.#gone?.reason);
}

function timeIsUp(): Error {
  return new DOMException('The time is up.', 'TimeoutError');
}
