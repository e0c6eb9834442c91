import { parse } from 'graphql';
import type { CallerFacts, CallerRegister, KeyFacts } from '#gateway/authentication/caller-register.js';
import { SYSTEM } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { SubgraphTransport } from '#platform/transport/transport.js';

const REGISTER = 'access';

const FACTS = parse(`query CallerFacts($keyDigest: String, $principal: String, $session: String) {
  callerFacts(keyDigest: $keyDigest, principal: $principal, session: $session) {
    key { principal kind role namespace expiresAt }
    roles { role namespace }
    closed
    anyKey
    sessionEnded
  }
}`);

const END = parse('mutation EndSession($input: EndSessionInput!) { endSession(input: $input) { ended } }');

/** The subgraph `access` as the register of callers. */
export function accessRegister(transportOf: (subgraph: string) => SubgraphTransport): CallerRegister {
  return {
    subgraph: REGISTER,
    async factsOf(variables) {
      const request = { document: FACTS, variables, caller: SYSTEM, requestId: 'authentication' };
      const { data, errors } = await transportOf(REGISTER)(request);
      if (data == null || errors !== undefined) throw noAnswer(NOT_LOOKED_UP, errors?.[0]);
      return readFacts((data as { readonly callerFacts: AnsweredFacts }).callerFacts);
    },
    async endSession({ expiresAt, ...session }) {
      const variables = { input: { ...session, expiresAt: new Date(expiresAt).toISOString() } };
      const request = { document: END, variables, caller: SYSTEM, requestId: 'log-out' };
      const { data, errors } = await transportOf(REGISTER)(request);
      if (errors?.[0] !== undefined) throw errors[0];
      if (data == null) throw noAnswer(NOT_ENDED);
    },
  };
}

type AnsweredKey = Omit<KeyFacts, 'expiresAt'> & { readonly expiresAt: string | Date | null };
type AnsweredFacts = Omit<CallerFacts, 'key'> & { readonly key: AnsweredKey | null };

function readFacts({ key, ...facts }: AnsweredFacts): CallerFacts {
  if (key === null) return { ...facts, key };
  const expiresAt = key.expiresAt === null ? null : new Date(key.expiresAt).getTime();
  return { ...facts, key: { ...key, expiresAt } };
}

const NOT_LOOKED_UP =
  'Who asks cannot be looked up at this moment: the access subgraph does not answer. Send the request again, a little later.';
const NOT_ENDED =
  'The session cannot be ended at this moment: the access subgraph does not answer. It goes on; log out again, a little later.';

/** Nobody is let in of whom it is not known who it is, and no session is taken for ended of which that is not known. */
function noAnswer(sentence: string, cause?: unknown): PedigraphError {
  const error = new PedigraphError('UNAVAILABLE', sentence);
  error.cause = cause;
  return error;
}
