import * as z from 'zod';

/** The facade for MLflow's clients. */
export const mlflow = z.object({
  namespace: z
    .string()
    .max(150)
    .regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*){0,4}$/, 'expected a namespace such as mlflow or team/mlflow')
    .default('mlflow')
    .describe(
      'Where what they make is registered, unless the tag `pedigraph.namespace` of an experiment says otherwise.',
    ),
});
