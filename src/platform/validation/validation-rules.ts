import {
  ARRAY_MAX_SIZE,
  getMetadataStorage,
  ValidationTypes,
  type ValidatorConstraintInterface,
} from 'class-validator';

/** A constraint on a property, judged by class-validator's own code for it. */
export interface Constraint {
  readonly instance: ValidatorConstraintInterface;
  readonly parameters: readonly unknown[];
  /** Whether it is one on each item of a list. */
  readonly each: boolean;
  readonly message: unknown;
}

/** One property of a class, and what its value must satisfy. */
export interface PropertyRule {
  readonly property: string;
  /** Where one of these is false, the value is not looked at. */
  readonly conditions: readonly ((object: unknown, value: unknown) => boolean)[];
  readonly constraints: readonly Constraint[];
  /** How many items a list may have; null where no decorator sets a limit. */
  readonly maxItems: number | null;
  readonly nested: boolean;
}

/** By class; null where a class uses something that only class-validator itself knows how to judge. */
const rulesOfClass = new Map<unknown, readonly PropertyRule[] | null>();

/**
 * The rules that class-validator's decorators set on a class, read once: over a thousand objects it would put its
 * answer together anew for each of them. Null where a class uses what is not understood here: groups and conditions of
 * its own.
 */
export function rulesOf(type: unknown): readonly PropertyRule[] | null {
  const known = rulesOfClass.get(type);
  if (known !== undefined) return known;
  const rules = readRules(type);
  rulesOfClass.set(type, rules);
  return rules;
}

const UNDERSTOOD: ReadonlySet<string> = new Set([
  ValidationTypes.CUSTOM_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
  ValidationTypes.CONDITIONAL_VALIDATION,
]);

function readRules(type: unknown): readonly PropertyRule[] | null {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(type as () => void, '', false, false);
  const understood = all.every(
    ({ type: kind, validateIf, groups }) => UNDERSTOOD.has(kind) && validateIf === undefined && !groups?.length,
  );
  if (!understood) return null;
  return Object.entries(storage.groupByPropertyName(all)).map(([property, metadata]) => {
    const of = (kind: string) => metadata.filter((item) => item.type === kind);
    const own = of(ValidationTypes.CUSTOM_VALIDATION);
    return {
      property,
      conditions: of(ValidationTypes.CONDITIONAL_VALIDATION).map((item) => item.constraints[0]),
      constraints: own.flatMap((item) =>
        storage.getTargetValidatorConstraints(item.constraintCls).map(({ instance }) => ({
          instance,
          parameters: item.constraints ?? [],
          each: item.each,
          message: item.message,
        })),
      ),
      maxItems: own.find(({ name }) => name === ARRAY_MAX_SIZE)?.constraints[0] ?? null,
      nested: of(ValidationTypes.NESTED_VALIDATION).length > 0,
    };
  });
}
