/** Whether texts fit a pattern. */
export interface Glob {
  test(text: string): boolean;
}

/** A part of a pattern: one character, any number of them, or parts that may be left out. */
export type GlobPart =
  | { readonly one: (character: string) => boolean }
  | { readonly many: (character: string) => boolean }
  | { readonly optional: readonly GlobPart[] };

const isAny = () => true;
const isNoSlash = (character: string) => character !== '/';

/** `?`. */
export const ONE: GlobPart = { one: isNoSlash };
/** `*`. */
export const WITHIN_FOLDER: GlobPart = { many: isNoSlash };
/** `**` at an end. */
export const ANYTHING: GlobPart = { many: isAny };
/** `**` with a slash behind it: folders, or none. */
export const FOLDERS: GlobPart = { optional: [ANYTHING, literal('/')] };

/** A character that stands for itself. */
export function literal(wanted: string): GlobPart {
  return { one: (character) => character === wanted };
}

/** The pattern that these parts make. It takes a step for each character and part: one with many stars tries nothing twice. */
export function glob(parts: readonly GlobPart[]): Glob {
  const steps = parts.flatMap(stepsOf);
  const reach = (places: Set<number>, place: number): void => {
    if (places.has(place)) return;
    places.add(place);
    const step = steps[place];
    if (step?.kind === 'many') reach(places, place + 1);
    if (step?.kind === 'optional') for (const next of [1, 1 + step.length]) reach(places, place + next);
  };
  return {
    test(text) {
      let places = new Set<number>();
      reach(places, 0);
      for (let at = 0; at < text.length && places.size > 0; at++) {
        const next = new Set<number>();
        for (const place of places) {
          const step = steps[place];
          if (step === undefined || step.kind === 'optional' || !step.fits(text.charAt(at))) continue;
          reach(next, step.kind === 'many' ? place : place + 1);
        }
        places = next;
      }
      return places.has(steps.length);
    },
  };
}

type Step =
  | { readonly kind: 'one' | 'many'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'optional'; readonly length: number };

function stepsOf(part: GlobPart): Step[] {
  if ('one' in part) return [{ kind: 'one', fits: part.one }];
  if ('many' in part) return [{ kind: 'many', fits: part.many }];
  const steps = part.optional.flatMap(stepsOf);
  return [{ kind: 'optional', length: steps.length }, ...steps];
}
