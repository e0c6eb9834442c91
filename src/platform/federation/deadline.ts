import { noteTimeLeft } from './time-left.js';

/** What else ends it, and how. */
export interface DeadlineOptions {
  /** Its abort is passed on. */
  readonly gone?: AbortSignal | undefined;
  /** Makes the reason of the abort when the time is up. @default a `TimeoutError` */
  readonly reason?: (() => Error) | undefined;
}

/**
 * A signal that aborts when the time is up, or when nobody waits any more. As `AbortSignal.any` of `AbortSignal.timeout`,
 * for a third of the cost: who makes it says when it is not needed any more, so nothing has to be held weakly.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #gone: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  #passed = false;

  /** @param milliseconds from now */
  constructor(milliseconds: number, { gone, reason = timeIsUp }: DeadlineOptions = {}) {
    this.#gone = gone;
    this.#timer = setTimeout(() => {
      this.#passed = !this.signal.aborted;
      this.#controller.abort(reason());
    }, milliseconds);
    noteTimeLeft(this.signal, milliseconds);
    if (gone?.aborted === true) this.#passOn();
    else gone?.addEventListener('abort', this.#passOn, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the time was up before anything else happened. */
  get passed(): boolean {
    return this.#passed;
  }

  /** The signal does not abort any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#gone?.removeEventListener('abort', this.#passOn);
  }

  readonly #passOn = (): void => this.#controller.abort(this.#gone?.reason);
}

function timeIsUp(): Error {
  return new DOMException('The time is up.', 'TimeoutError');
}
