import type * as z from 'zod';
import { ROLES, type Role, type RoleGrant } from '#platform/auth/role.js';

/** Names with commas between. */
export function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A token of the settings: who sends it, and what they may do. */
export interface ClientToken extends RoleGrant {
  readonly actor: string;
  readonly token: string;
}

const CLIENT_TOKEN =
  /^\s*(?<actor>[A-Za-z0-9][\w.@+-]{0,99})(?::(?<role>[A-Z]+)(?:@(?<namespace>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*){0,4}))?)?=(?<token>[^\s,]{16,})\s*$/;

/** Each caller's name and token: `ann=…`, `ben:VIEWER=…`, `ci:CONTRIBUTOR@fraud=…`; without a role it is ADMIN of all. */
export function readTokens(text: string, context: z.RefinementCtx): readonly ClientToken[] {
  const tokens = text.split(',').map((one): ClientToken | undefined => {
    const { actor, role = 'ADMIN', namespace = '', token } = CLIENT_TOKEN.exec(one)?.groups ?? {};
    if (actor === undefined || token === undefined || !(ROLES as readonly string[]).includes(role)) return undefined;
    return { actor, role: role as Role, namespace, token };
  });
  const known = tokens.filter((one) => one !== undefined);
  const each = (of: (one: ClientToken) => string) => new Set(known.map(of)).size === tokens.length;
  if (!each(({ actor }) => actor) || !each(({ token }) => token)) {
    context.addIssue({
      code: 'custom',
      message: `expected name=token pairs with commas between, each name and each token once, tokens of at least 16 characters; a name may say a role (${ROLES.join(', ')}) and a namespace, as in ci:CONTRIBUTOR@fraud=…`,
    });
  }
  return known;
}

/** Origins with commas between, each by its whole name: what a content policy would take for a pattern is refused. */
export function readExactOrigins(text: string, context: z.RefinementCtx): readonly string[] {
  const origins = readNames(text);
  for (const origin of origins) {
    if (/^https?:\/\/[\w.:[\]-]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin) continue;
    const message = `expected origins such as https://notebooks.example with commas between, without *, but got ${JSON.stringify(origin)}`;
    context.addIssue({ code: 'custom', message });
  }
  return origins;
}

/** Origins with commas between, or `*`. */
export function readOrigins(text: string, context: z.RefinementCtx): readonly string[] {
  const origins = readNames(text);
  for (const origin of origins) {
    if (origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)) continue;
    const message = `expected origins such as https://app.example with commas between, or *, but got ${JSON.stringify(origin)}`;
    context.addIssue({ code: 'custom', message });
  }
  return origins;
}
