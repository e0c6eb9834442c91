/**
 * Okabe and Ito's colours, which people who do not see all colours tell apart; beyond them lines are dashed, too. Each is
 * for the light and for the dark.
 */
const COLOURS = [
  ['#0072b2', '#56b4e9'],
  ['#b35900', '#e69f00'],
  ['#007a5a', '#2fd19e'],
  ['#a8437a', '#e59ac4'],
  ['#4b4b4b', '#c8c8c8'],
  ['#8a6d00', '#f0e442'],
] as const;

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** How the line of a series looks, by its place. */
export function lineOf(place: number, isDark: boolean): { readonly stroke: string; readonly dash: number[] } {
  const stroke = COLOURS[place % COLOURS.length]![isDark ? 1 : 0];
  return { stroke, dash: [...DASHES[Math.floor(place / COLOURS.length) % DASHES.length]!] };
}
