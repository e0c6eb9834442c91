import { createContext, useContext } from 'react';
import { ApiError } from '../api/api-error';

/** Why the write of a form was refused, for its fields. */
export const FieldFaults = createContext<Error | null>(null);

/** What is wrong with the field of that name, as the API words it; undefined where nothing is. */
export function useFieldFault(name: string): string | undefined {
  const error = useContext(FieldFaults);
  if (!(error instanceof ApiError)) return undefined;
  const { problems } = error.extensions;
  if (!Array.isArray(problems)) return undefined;
  return problems.map(String).find((problem) => problem.split(' ').includes(name));
}
