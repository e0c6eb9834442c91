import { type DirectiveNode, Kind } from 'graphql';

/** Whether a directive is `@skip` or `@include`. */
export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** Whether `@skip` or `@include` leaves a selection out; a variable without a value is false. */
export function isSkipped(
  directives: readonly DirectiveNode[] | undefined,
  variables: Readonly<Record<string, unknown>> = {},
): boolean {
  return (directives ?? []).some((directive) => {
    if (!isCondition(directive)) return false;
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const value =
      condition?.kind === Kind.VARIABLE
        ? variables[condition.name.value] === true
        : condition?.kind === Kind.BOOLEAN && condition.value;
    return value === (directive.name.value === 'skip');
  });
}
