import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLList,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isSkipped } from '#gateway/guard/skip-include.js';
import { isTurnSpent, nextShare, spendUnits, UNITS_A_TURN } from '#platform/turns/pace.js';
import { sizeOf } from '#platform/turns/size-of.js';
import { type Answer, isAnswer } from './answer.js';
import { compileLeaf } from './complete-leaf.js';
import type { CompletionFaults } from './completion-faults.js';
import { kindOf } from './kind-of.js';
import type { Project, ProjectInTurns, Projection } from './projection.js';

/** Thrown where an answer is to be completed in turns. */
export const TOO_LARGE = Symbol('too large');

/** What a projection is compiled from. */
export interface ProjectionSource {
  /** The schema clients see. What it does not hold, an inaccessible type or enum value, becomes null. */
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The name under which what a field asks for was fetched. */
  readonly fetchedAs: (field: FieldNode) => string;
  /** Whether the caller may not read what a selection asks for. @default it may read all */
  readonly isDenied?: ((selection: SelectionNode) => boolean) | undefined;
  /** Whether the caller may read a field of an object of this type, which is known only now. @default all */
  readonly mayRead?: ((typename: string, field: string) => boolean) | undefined;
}

/** The name under which nothing was fetched: not even a key that a plan has read for itself is shown in its place. */
const NOWHERE = '';

/** What may stand at a field, or in a list of it. */
interface Position {
  readonly isNonNull: boolean;
  /** Null for a custom scalar, which is passed on as it is. */
  readonly project: Project | null;
  /** Null for a leaf. */
  readonly inTurns: ProjectInTurns | null;
  /** `Type.field`, for faults. */
  readonly field: string;
}

/** A field of an object of a certain type. */
interface ProjectedField extends Position {
  readonly key: string;
  /** Its name in what was fetched. */
  readonly fetched: string;
  readonly isTypename: boolean;
}

/** Compiles the projection of objects of a type. Each runtime type is compiled when it is first met. */
export function compileProjection(
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
  source: ProjectionSource,
  field = type.name,
): Projection {
  const known = new Map<string, readonly ProjectedField[] | null>();
  const fieldsOf = (typename: string): readonly ProjectedField[] | null => {
    const found = known.get(typename);
    if (found !== undefined) return found;
    const fields = isPossible(typename, type, source.schema) ? compileFields(typename, selectionSets, source) : null;
    // What a subgraph calls its types is its own: no more of them are remembered than there are.
    if (fields !== null) known.set(typename, fields);
    return fields;
  };
  const isAbstract = isAbstractType(type);
  const typenameOf = ({ __typename: typename }: Answer) =>
    isAbstract && typeof typename === 'string' ? typename : type.name;
  const noAnswer = (value: unknown) => `Expected an object for field ${field}, but got ${kindOf(value)}.`;
  const otherType = `Abstract type "${type.name}" of field ${field} was resolved to a type that it may not be.`;
  return {
    project(value, faults) {
      if (!isAnswer(value)) return faults.add(noAnswer(value));
      const typename = typenameOf(value);
      const fields = fieldsOf(typename);
      return fields === null ? faults.add(otherType) : projectObject(value, typename, fields, faults);
    },
    async projectInTurns(value, faults) {
      if (!isAnswer(value)) return faults.add(noAnswer(value));
      const typename = typenameOf(value);
      const fields = fieldsOf(typename);
      return fields === null ? faults.add(otherType) : projectObjectInTurns(value, typename, fields, faults);
    },
  };
}

function projectObject(
  object: Answer,
  typename: string,
  fields: readonly ProjectedField[],
  faults: CompletionFaults,
): Answer | null {
  const projected: Answer = {};
  faults.units += fields.length;
  for (const field of fields) {
    const before = faults.count;
    const value = field.isTypename ? typename : completed(object[field.fetched], field, faults);
    if (faults.count !== before) faults.within(before, field.key);
    if (value === null && field.isNonNull) return null;
    projected[field.key] = value;
  }
  return projected;
}

async function projectObjectInTurns(
  object: Answer,
  typename: string,
  fields: readonly ProjectedField[],
  faults: CompletionFaults,
): Promise<Answer | null> {
  const projected: Answer = {};
  for (const field of fields) {
    const before = faults.count;
    const arrived = field.isTypename ? typename : object[field.fetched];
    let value = field.isTypename ? typename : completedAtOnce(arrived, field, faults);
    if (value === TOO_LARGE) value = await field.inTurns?.(arrived, faults);
    if (faults.count !== before) faults.within(before, field.key);
    if (value === null && field.isNonNull) return null;
    projected[field.key] = value;
  }
  return projected;
}

/** The value of a position; null where it may not be null, with its fault. */
function completed(arrived: unknown, { project, isNonNull, field }: Position, faults: CompletionFaults): unknown {
  if (arrived === null || arrived === undefined) return isNonNull ? faults.addNull(field) : null;
  return project === null ? handedOn(arrived, faults) : project(arrived, faults);
}

/** The value of a position; TOO_LARGE where it is to be completed in turns. */
export function completedAtOnce(arrived: unknown, position: Position, faults: CompletionFaults): unknown {
  const [before, units] = [faults.count, faults.units];
  faults.mostUnits = units + UNITS_A_TURN;
  try {
    return completed(arrived, position, faults);
  } catch (error) {
    if (error !== TOO_LARGE) throw error;
    faults.backTo(before);
    return TOO_LARGE;
  } finally {
    spendUnits(1 + faults.units - units);
  }
}

function handedOn(value: unknown, faults: CompletionFaults): unknown {
  if (typeof value === 'object' || typeof value === 'string') faults.units += sizeOf(value, UNITS_A_TURN);
  return value;
}

/** Null for a type that clients do not see. It is the union's own type where no selection determines the object's. */
function compileFields(
  typename: string,
  selectionSets: readonly SelectionSetNode[],
  source: ProjectionSource,
): readonly ProjectedField[] | null {
  const type = source.schema.getType(typename);
  if (!isCompositeType(type)) return null;
  const selected = new Map<string, { readonly name: string; fetched: string; readonly below: SelectionSetNode[] }>();
  const { isDenied = () => false, mayRead = () => true } = source;
  const collect = ({ selections }: SelectionSetNode, isWithinDenied: boolean): void => {
    for (const selection of selections) {
      if (isSkipped(selection.directives)) continue; // what stands where conditions left nothing
      const isKept = !isWithinDenied && !isDenied(selection);
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const field = selected.get(key) ?? {
          name: selection.name.value,
          fetched: NOWHERE,
          below: [],
        };
        selected.set(key, field);
        if (isKept && mayRead(typename, field.name)) field.fetched = source.fetchedAs(selection);
        if (selection.selectionSet !== undefined) field.below.push(selection.selectionSet);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : source.fragments.get(selection.name.value);
      if (fragment !== undefined && applies(fragment.typeCondition?.name.value, type, source.schema)) {
        collect(fragment.selectionSet, !isKept);
      }
    }
  };
  for (const set of selectionSets) collect(set, false);

  return [...selected].flatMap(([key, { name, fetched, below }]): ProjectedField[] => {
    const field = `${typename}.${name}`;
    if (name === '__typename')
      return [{ key, fetched, field, isTypename: true, isNonNull: true, project: null, inTurns: null }];
    const definition = isUnionType(type) ? undefined : type.getFields()[name];
    if (definition === undefined) return [];
    return [{ key, fetched, isTypename: false, ...compilePosition(definition.type, below, source, field) }];
  });
}

function compilePosition(
  type: GraphQLOutputType,
  below: readonly SelectionSetNode[],
  source: ProjectionSource,
  field: string,
): Position {
  const nullable = getNullableType(type);
  const isNonNull = isNonNullType(type);
  if (isLeafType(nullable)) return { isNonNull, project: compileLeaf(nullable), inTurns: null, field };
  const { project, projectInTurns } = isListType(nullable)
    ? compileList(nullable, below, source, field)
    : compileProjection(nullable, below, source, field);
  return { isNonNull, project, inTurns: projectInTurns, field };
}

function compileList(
  { ofType }: GraphQLList<GraphQLOutputType>,
  below: readonly SelectionSetNode[],
  source: ProjectionSource,
  field: string,
): Projection {
  const item = compilePosition(ofType, below, source, field);
  const isHandedOn = item.project === null && !item.isNonNull;
  const noList = (value: unknown) => `Expected a list for field ${field}, but got ${kindOf(value)}.`;
  return {
    project(value, faults) {
      if (!Array.isArray(value)) return faults.add(noList(value));
      if (isHandedOn) return handedOn(value, faults);
      const items: unknown[] = [];
      for (let index = 0; index < value.length; index++) {
        const before = faults.count;
        const projected = completed(value[index], item, faults);
        if (faults.count !== before) faults.within(before, index);
        if (projected === null && item.isNonNull) return null;
        items.push(projected);
        faults.units += 1;
        if (faults.units > faults.mostUnits) throw TOO_LARGE;
      }
      return items;
    },
    async projectInTurns(value, faults) {
      if (!Array.isArray(value)) return faults.add(noList(value));
      if (isHandedOn) return handedOn(value, faults);
      const items: unknown[] = [];
      for (let index = 0; index < value.length; index++) {
        const before = faults.count;
        let projected = completedAtOnce(value[index], item, faults);
        if (projected === TOO_LARGE) projected = await item.inTurns?.(value[index], faults);
        if (faults.count !== before) faults.within(before, index);
        if (projected === null && item.isNonNull) return null;
        items.push(projected);
        if (isTurnSpent()) await nextShare();
      }
      return items;
    },
  };
}

/** Whether an object of a type may stand where `type` is. An interface's name stands for itself: `@interfaceObject`. */
function isPossible(typename: string, type: GraphQLNamedType, schema: GraphQLSchema): boolean {
  if (typename === type.name) return true;
  const runtime = schema.getType(typename);
  return isAbstractType(type) && (isObjectType(runtime) || isInterfaceType(runtime)) && schema.isSubType(type, runtime);
}

function applies(condition: string | undefined, type: GraphQLNamedType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}
