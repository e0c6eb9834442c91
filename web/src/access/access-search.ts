import { question } from '../api/query';
import { type Given, textIn } from '../search-params';
import { AccessDocument, type AccessQueryVariables } from './access.document';

/** The address of who may do what. */
export interface AccessSearch {
  /** Whose roles and keys; left out, all that the caller may see. */
  readonly principal?: string | undefined;
  /** The roles that were granted in exactly this namespace. */
  readonly namespace?: string | undefined;
}

/** Reads it. */
export function readAccessSearch(given: Given): AccessSearch {
  return { principal: textIn(given, 'principal'), namespace: textIn(given, 'namespace') };
}

/** Who looks, as far as it decides on what may be asked. */
export interface Asker {
  readonly actor: string;
  readonly roles: readonly { readonly role: string; readonly namespace: string }[];
}

/** Whether somebody is ADMIN of everything. */
export function isAdminOfAll({ roles }: Asker): boolean {
  return roles.some(({ role, namespace }) => role === 'ADMIN' && namespace === '');
}

/** Of which namespaces somebody is ADMIN. */
export function administered({ roles }: Asker): readonly string[] {
  return roles.filter(({ role }) => role === 'ADMIN').map(({ namespace }) => namespace);
}

/** Whether somebody is ADMIN of a namespace: of it, of one that it is in, or of everything. */
export function administers(asker: Asker, namespace: string): boolean {
  return administered(asker).some((own) => own === '' || namespace === own || namespace.startsWith(`${own}/`));
}

/** What the page asks: of others, only who may. */
export function accessQuestion({ principal, namespace }: AccessSearch, asker: Asker) {
  return question(AccessDocument, variablesOf({ principal, namespace }, asker));
}

function variablesOf({ principal, namespace }: AccessSearch, asker: Asker): AccessQueryVariables {
  if (isAdminOfAll(asker)) return { principal, namespace, keysOf: principal };
  const [own] = administered(asker);
  const at = namespace ?? own;
  return { principal: principal ?? (at === undefined ? asker.actor : undefined), namespace: at, keysOf: asker.actor };
}
