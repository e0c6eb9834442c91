import { useQuery } from '@tanstack/react-query';
import { FROZEN } from '../api/refresh';

/** By which ways somebody may show who they are, as `/auth/methods` says it. */
export interface SignInMethods {
  readonly openIdConnect: { readonly issuer: string; readonly signIn: string; readonly signOut: string } | null;
}

/** Asks for it, once somebody wants to sign in. Undefined while it is not known. */
export function useSignInMethods(isWanted: boolean): SignInMethods | undefined {
  const { data } = useQuery({
    queryKey: ['sign-in methods'],
    queryFn: async ({ signal }) => (await (await fetch('/auth/methods', { signal })).json()) as SignInMethods,
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    meta: FROZEN,
  });
  return data;
}
