import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/** Whether `@skip` or `@include` takes a selection out. */
export function isTakenOut(
  directives: readonly DirectiveNode[] | undefined,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return (directives ?? []).some((directive) => {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') return false;
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const value =
      condition?.kind === Kind.VARIABLE
        ? variables[condition.name.value] === true
        : condition?.kind === Kind.BOOLEAN && condition.value;
    return value === (name === 'skip');
  });
}

/** The variables on which it depends what is taken out of a document, sorted. */
export function decidingVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
