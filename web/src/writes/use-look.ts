import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask';
import type { Question } from '../api/query';
import { FROZEN } from '../api/refresh';

/**
 * Reads what a dialog shows to decide on. It stays as it was read until somebody looks again: what is sent as expected
 * is what stood there when the button was pressed.
 */
export function useLook<Result, Variables>({ document, variables }: Question<Result, Variables>) {
  return useQuery({
    queryKey: [document.name, variables],
    queryFn: ({ signal }) => ask(document, variables, signal),
    meta: FROZEN,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
