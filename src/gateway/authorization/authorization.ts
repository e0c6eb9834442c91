import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Caller } from '#platform/auth/caller.js';
import { claimsOf, type Policies } from './caller-claims.js';
import { createFieldRules, type FieldRules } from './field-rules.js';
import { isMet, type Requirement } from './requirement.js';
import { type RestrictedDocument, restrictDocument } from './restrict-document.js';

/** Who may read what of a supergraph, before any subgraph is asked. */
export interface Authorization {
  /** Equal for callers that may read the same of everything. */
  keyOf(caller: Caller): string;
  /** Equal for callers that may read the same of a document; empty where no rule speaks of anything in it. */
  keyFor(document: DocumentNode, caller: Caller): string;
  /** The document as the caller may ask it. */
  restrict(document: DocumentNode, operationName: string | undefined, caller: Caller): RestrictedDocument;
}

/** What an authorization is made of. */
export interface AuthorizationOptions {
  readonly supergraph: DocumentNode;
  /** The schema clients see. */
  readonly schema: GraphQLSchema;
  readonly policies: Policies;
}

/** Reads the rules that subgraphs have put into a supergraph; null where there are none, so that nothing asks. */
export function createAuthorization({ supergraph, schema, policies }: AuthorizationOptions): Authorization | null {
  const rules = createFieldRules(supergraph, schema);
  if (rules === null) return null;
  const decisions = new WeakMap<Caller, Map<Requirement, boolean>>();
  const touched = new WeakMap<DocumentNode, readonly Requirement[]>();

  const allowing = (caller: Caller) => {
    const decided = decisions.get(caller) ?? new Map<Requirement, boolean>();
    decisions.set(caller, decided);
    const claims = claimsOf(caller, policies);
    return (requirement: Requirement | null): boolean => {
      if (requirement === null) return true;
      const known = decided.get(requirement);
      if (known !== undefined) return known;
      const allowed = isMet(requirement, claims);
      decided.set(requirement, allowed);
      return allowed;
    };
  };
  const bitsOf = (requirements: readonly Requirement[], caller: Caller): string => {
    const allows = allowing(caller);
    return requirements.map((requirement) => (allows(requirement) ? '1' : '0')).join('');
  };
  return {
    keyOf: (caller) => bitsOf(rules.declared, caller),
    keyFor(document, caller) {
      const required = touched.get(document) ?? requirementsIn(document, schema, rules);
      touched.set(document, required);
      return required.length === 0 ? '' : bitsOf(required, caller);
    },
    restrict: (document, operationName, caller) =>
      restrictDocument(document, operationName, { schema, rules, allows: allowing(caller) }),
  };
}

/** The rules that speak of anything in a document, each once. */
function requirementsIn(document: DocumentNode, schema: GraphQLSchema, rules: FieldRules): readonly Requirement[] {
  const found = new Set<Requirement>();
  const note = (requirement: Requirement | null): void => {
    if (requirement !== null) found.add(requirement);
  };
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        if (parent != null) note(rules.ofField(parent.name, name.value));
      },
      InlineFragment({ typeCondition }) {
        if (typeCondition !== undefined) note(rules.ofType(typeCondition.name.value));
      },
      FragmentDefinition({ typeCondition }) {
        note(rules.ofType(typeCondition.name.value));
      },
    }),
  );
  return [...found];
}
