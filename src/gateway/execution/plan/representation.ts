import type { InputRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import { type Answer, isAnswer } from './answer.js';
import { compileRewrites } from './rewrite.js';
import type { CompileCondition } from './type-conditions.js';

/**
 * The representation of an entity that a subgraph is sent: its type and the fields a step requires. Null where it
 * cannot be asked for.
 */
export type Represent = (entity: Answer) => Answer | null;

/** Compiles what a step requires of its entities. */
export function compileRepresentation(
  requires: readonly RequiresSelection[],
  inputRewrites: readonly InputRewrite[] | null | undefined,
  compileCondition: CompileCondition,
): Represent {
  const select = compileSelections(requires, compileCondition);
  const rewrite = compileRewrites(inputRewrites, compileCondition);
  return (entity) => {
    if (typeof entity.__typename !== 'string') return null;
    const representation: Answer = { __typename: entity.__typename };
    select(entity, representation);
    if (!saysMoreThanItsType(representation)) return null;
    rewrite?.(representation);
    return representation;
  };
}

type Select = (entity: Answer, into: Answer) => void;

function compileSelections(selections: readonly RequiresSelection[], compileCondition: CompileCondition): Select {
  const compiled = selections.flatMap((selection): Select[] => {
    if (selection.kind === 'Field') return [compileField(selection, compileCondition)];
    if (selection.kind !== 'InlineFragment') return [];
    const meets = compileCondition([selection.typeCondition]);
    const select = compileSelections(selection.selections, compileCondition);
    return [
      (entity, into) => {
        if (typeof entity.__typename === 'string' && meets(entity.__typename)) select(entity, into);
      },
    ];
  });
  return (entity, into) => {
    for (const select of compiled) select(entity, into);
  };
}

/** Where a field has an alias, the answer has it under its name and the subgraph wants it under the alias. */
function compileField(
  { name, alias, selections }: Extract<RequiresSelection, { kind: 'Field' }>,
  compileCondition: CompileCondition,
): Select {
  const wanted = alias ?? name;
  const select = selections == null ? null : compileSelections(selections, compileCondition);
  return (entity, into) => {
    const value = entity[name];
    const required = select === null ? value : selectEach(value, select);
    if (required === null || required === undefined) return;
    into[wanted] = select === null ? required : joined(into[wanted], required);
  };
}

function selectEach(value: unknown, select: Select): unknown {
  if (Array.isArray(value)) return value.map((item) => selectEach(item, select));
  if (!isAnswer(value)) return value;
  const into: Answer = {};
  select(value, into);
  return saysMoreThanItsType(into) ? into : null;
}

/** Two fragments of one type may require different parts of the same field. */
function joined(first: unknown, second: unknown): unknown {
  if (Array.isArray(first) && Array.isArray(second) && first.length === second.length) {
    return first.map((item, index) => joined(item, second[index]));
  }
  if (!isAnswer(first) || !isAnswer(second)) return second ?? first;
  const both = { ...first };
  for (const [key, value] of Object.entries(second)) both[key] = joined(both[key], value);
  return both;
}

function saysMoreThanItsType(representation: Answer): boolean {
  for (const key in representation) if (key !== '__typename') return true;
  return false;
}
