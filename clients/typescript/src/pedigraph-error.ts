/** An operation that was refused, or had no answer. */
export class PedigraphError extends Error {
  override readonly name = 'PedigraphError';

  /**
   * @param code one of the published list (docs/errors.md): stable, to be acted on
   * @param message the server's sentence: what was expected, what came, what to do
   * @param details what else the server reports of it, such as `unmet` of POLICY_UNMET
   * @param data what was answered beside the error; null where nothing was
   */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly data: unknown = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
