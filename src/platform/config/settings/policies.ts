import type * as z from 'zod';

/** Which scopes each policy stands for: lists of which one is needed whole. */
export type PolicyScopes = Readonly<Record<string, readonly (readonly string[])[]>>;

/**
 * What the policies of `@policy` stand for: `finance=role:MAINTAINER@finance,pii=read:pii role:VIEWER@people|admin`.
 * Commas stand between policies, `|` between lists of scopes of which one is needed, spaces between scopes that are
 * needed together.
 */
export function readPolicies(text: string, context: z.RefinementCtx): PolicyScopes {
  const policies: Record<string, readonly (readonly string[])[]> = Object.create(null);
  for (const entry of text.split(',')) {
    const at = entry.indexOf('=');
    const name = entry.slice(0, at).trim();
    const alternatives = entry
      .slice(at + 1)
      .split('|')
      .map((list) =>
        list
          .trim()
          .split(/\s+/)
          .filter((scope) => scope !== ''),
      );
    if (at === -1 || name === '' || name in policies || alternatives.some((list) => list.length === 0)) {
      const message = `expected policy=scopes with commas between, each policy once, such as finance=role:MAINTAINER@finance|admin, but got ${JSON.stringify(entry.trim())}`;
      context.addIssue({ code: 'custom', message });
      continue;
    }
    policies[name] = alternatives;
  }
  return policies;
}
