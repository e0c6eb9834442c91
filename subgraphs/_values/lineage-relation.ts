/** How something rests on what it was made from, as events tell it. */
export const LineageRelation = {
  TRAINED_ON: 'TRAINED_ON',
  DERIVED_FROM: 'DERIVED_FROM',
  PRODUCED: 'PRODUCED',
  RAN_IN: 'RAN_IN',
  FINE_TUNED_FROM: 'FINE_TUNED_FROM',
  DEPLOYED_AS: 'DEPLOYED_AS',
  COLUMN_OF: 'COLUMN_OF',
  READ: 'READ',
  CHILD_OF: 'CHILD_OF',
  REGISTERED_FROM: 'REGISTERED_FROM',
} as const;
export type LineageRelation = keyof typeof LineageRelation;

/** The relation of that name; null for one that a later release wrote. */
export function lineageRelation(name: string): LineageRelation | null {
  return Object.hasOwn(LineageRelation, name) ? (name as LineageRelation) : null;
}
