/** The models of the example. */
export const EXAMPLE_MODELS: readonly string[] = ['demo/churn', 'demo/forecast'];
