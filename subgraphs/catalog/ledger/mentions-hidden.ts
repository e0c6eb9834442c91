import { type Rights, sees } from '#platform/auth/rights.js';
import { hideNames } from '#values/hide-names.js';

/** A name with its namespace, or a name or a ref behind which a version stands, wherever it begins in a text. */
const NAME = /[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*(?=(@)?)/g;

/**
 * Whether a payload names something that is hidden: a ref, or the name of a part, in any of its fields, or a name below a
 * hidden prefix anywhere in what people wrote. Where everything is hidden that is not shown, any word might be a name:
 * then a text counts as one where it is a ref, stands as the `name` of something of a `kind`, or where a sentence of the
 * registry, the reason of a bump, has it.
 */
export function mentionsHidden(payload: unknown, rights: Rights): boolean {
  if (typeof payload === 'string') return isMentionedIn(payload, rights);
  if (Array.isArray(payload)) return payload.some((item) => mentionsHidden(item, rights));
  if (typeof payload !== 'object' || payload === null) return false;
  const { kind, name } = payload as { readonly kind?: unknown; readonly name?: unknown };
  if (typeof kind === 'string' && typeof name === 'string' && !sees(rights, name)) return true;
  return Object.entries(payload).some(
    ([key, value]) =>
      // The ref of a deployment begins with its target, which lies in no namespace.
      !(kind === 'DEPLOYMENT' && key === 'ref') &&
      (isMentionedIn(key, rights) ||
        mentionsHidden(value, rights) ||
        (key === 'reasons' && isNamedInReasons(value, rights))),
  );
}

/** Whether the sentences of a bump name it, which have names without versions. */
function isNamedInReasons(reasons: unknown, rights: Rights): boolean {
  if (!Array.isArray(reasons)) return false;
  return reasons.some((reason) => typeof reason === 'string' && hideNames(reason, rights) !== reason);
}

function isMentionedIn(text: string, rights: Rights): boolean {
  for (const [name, at] of text.matchAll(NAME)) {
    if (at === undefined && !rights.hidden.some((prefix) => prefix !== '' && name.startsWith(prefix))) continue;
    if (!sees(rights, name)) return true;
  }
  return false;
}
