import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';

/** One property of a class, and what its value must satisfy. */
interface PropertyRule {
  readonly property: string;
  /** Where one of these is false, the value is not looked at. */
  readonly conditions: readonly ((object: unknown, value: unknown) => boolean)[];
  readonly constraints: readonly {
    readonly instance: ValidatorConstraintInterface;
    readonly parameters: unknown[];
    readonly each: boolean;
  }[];
  readonly nested: boolean;
}

/** By class; null where a class uses something that only class-validator itself knows how to judge. */
const rulesOfClass = new Map<unknown, readonly PropertyRule[] | null>();

/**
 * Whether a value satisfies the constraints on its class, judged by the constraints themselves and without the objects
 * that class-validator makes for each property of each object: of a thousand points that is most of the work.
 *
 * True is an answer; false is not: then class-validator looks for itself, and words what it finds.
 */
export function isPlainlyValid(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlainlyValid);
  if (!isObject(value) || typeof value.constructor !== 'function') return true;
  const rules = rulesOf(value.constructor);
  return rules?.every((rule) => satisfies(value as Record<string, unknown>, rule)) ?? false;
}

function satisfies(object: Record<string, unknown>, rule: PropertyRule): boolean {
  const { property, conditions, constraints, nested } = rule;
  const value = object[property];
  if (conditions.some((holds) => !holds(object, value))) return true;
  for (const { instance, parameters, each } of constraints) {
    const argument = { targetName: object.constructor.name, property, object, value, constraints: parameters };
    const holds = (item: unknown) => instance.validate(item, argument) === true;
    if (!(each && Array.isArray(value) ? value.every(holds) : holds(value))) return false;
  }
  if (!nested || value === undefined) return true;
  return (Array.isArray(value) ? value : [value]).every((item) => isObject(item) && isPlainlyValid(item));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function rulesOf(type: unknown): readonly PropertyRule[] | null {
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
    return {
      property,
      conditions: of(ValidationTypes.CONDITIONAL_VALIDATION).map((item) => item.constraints[0]),
      constraints: of(ValidationTypes.CUSTOM_VALIDATION).flatMap((item) =>
        storage.getTargetValidatorConstraints(item.constraintCls).map(({ instance }) => ({
          instance,
          parameters: item.constraints,
          each: item.each,
        })),
      ),
      nested: of(ValidationTypes.NESTED_VALIDATION).length > 0,
    };
  });
}
