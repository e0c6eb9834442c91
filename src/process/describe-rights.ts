import { getMetadataStorage } from 'type-graphql';
import { filteringOf } from '#platform/auth/filters-itself.js';
import { judgementOf, ruleOf } from '#platform/auth/needs.js';
import { ROLES } from '#platform/auth/role.js';
import { ACTIONS, factsOf } from '#values/actions.js';
import { SUBGRAPHS } from './subgraph-definitions.js';

/** docs/rights.md: which action needs which role, and how each field of the API goes about what is hidden. */
export function rightsDocument(): string {
  const actions = ACTIONS.map((action) => {
    const { role, ofOthers, description } = factsOf(action);
    return `| \`${action}\` | ${role}${ofOthers === undefined ? '' : `; ${ofOthers} where somebody else made it`} | ${description} |`;
  });
  return `${INTRODUCTION}
| action | role | |
|---|---|---|
${actions.join('\n')}

${JUDGED_OTHERWISE}
| mutation | |
|---|---|
${told('mutations', judgementOf).join('\n')}

${READING}
| field | |
|---|---|
${[...told('queries', filteringOf), ...told('subscriptions', filteringOf)].join('\n')}

A preview that says what a registration would come to needs the right of the registration: ${previews().join(', ')}.
`;
}

const INTRODUCTION = `# Rights

Generated from \`subgraphs/_values/actions.ts\` and the resolvers by \`npm run compose\`; a test compares, and the matrix of \`test/security\` calls every mutation with every role in every place.

A role is held in a namespace and in all below it, or on everything: ${ROLES.join(' < ')}; each may do what those before it may. A name without a namespace belongs to everything. A mutation is done where the caller has the role that its action needs in the namespace of every thing that the input concerns; where it makes a name, in the namespace of that name. Else it is FORBIDDEN, before anything is written, in a sentence that names role and namespace; and where it makes a name, before anything is looked up. Where the input has but an id or a ref, what the caller may not see is refused in the words in which the mutation refuses what is not there. \`viewerCan\` on models, datasets, environments, experiments, runs and versions answers from the same table.
`;

const JUDGED_OTHERWISE = 'Some mutations are judged by themselves:\n';

const READING = `## Reading

Every authenticated caller reads everything, but what lies in a closed namespace: that is for those alone who have a role in it, above it, or in the part below it that is theirs. What is hidden is as if it were not there: by key, ref and \`_entities\`, in lists, counts and pages, in previews and comparisons, and in every error. A version one may see that was made of something hidden has no field, list item or sentence that names it; a manifest keeps the digest of it and has null for its ref (of a run, for its id), so that its own digest cannot be recomputed by who does not see all of it. A promotion is judged by what its caller may see. What people wrote themselves is theirs: descriptions, notes, tags, configurations and the conditions of policies are given as they are.

Objects that have a \`@key\` are left out wherever a field gives them. The other fields say how they go about it:
`;

/** The root fields of all subgraphs of which something is told, by name. */
function told(kind: 'mutations' | 'queries' | 'subscriptions', tell: (method: object) => string | undefined): string[] {
  return methodsOf(kind)
    .flatMap(({ name, method }) => {
      const sentence = tell(method);
      return sentence === undefined ? [] : [`| \`${name}\` | ${sentence} |`];
    })
    .sort();
}

function previews(): string[] {
  return methodsOf('queries')
    .filter(({ method }) => ruleOf(method) !== undefined)
    .map(({ name }) => `\`${name}\``)
    .sort();
}

/** Each once: every subgraph has the fields of the ledger, which clients do not see. */
function methodsOf(kind: 'mutations' | 'queries' | 'subscriptions') {
  const own = new Set<unknown>(SUBGRAPHS.flatMap(({ definition }) => definition.resolvers));
  return getMetadataStorage()
    [kind].filter(({ target }) => own.has(target))
    .map(({ target, methodName, schemaName }) => {
      const { prototype } = target as unknown as { readonly prototype: Readonly<Record<string, object>> };
      return { name: schemaName, method: prototype[methodName]! };
    });
}
