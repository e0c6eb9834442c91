import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, execute, parse, print } from 'graphql';
import type { SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';

const link = (as = '') =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9"${as}, import: ["@key", "@external", "@requires", "@shareable", "@authenticated", "@requiresScopes", "@policy"])\n`;

const STAFF = `${link()}
  type Query {
    me: String @authenticated
    person(id: ID!): Person
    people: [Person!]!
    parties: [Party!]!
    any: [Anything!]!
    salaries: [Int!] @requiresScopes(scopes: [["pay:read", "staff"], ["admin"]])
    audit: String @policy(policies: [["auditor"], ["owner", "four-eyes"]])
    badge: Badge
    color: Color
    byRole: String @requiresScopes(scopes: [["role:MAINTAINER@vision"]])
    open: String!
    required: String! @authenticated
  }
  type Mutation { promote(id: ID!): Person @requiresScopes(scopes: [["admin"]]) touch(id: ID!): Person }
  type Subscription { hired: Person fired: Person @authenticated }
  scalar Badge @authenticated
  enum Color @requiresScopes(scopes: [["paint"]]) { RED }
  interface Party { id: ID! label: String }
  type Person implements Party @key(fields: "id") {
    id: ID!
    label: String
    name: String!
    salary: Int @requiresScopes(scopes: [["pay:read"]])
    boss: Person
    code: String! @authenticated
    shared: String @shareable @requiresScopes(scopes: [["one"]])
  }
  type Company implements Party @key(fields: "id") @requiresScopes(scopes: [["companies"]]) {
    id: ID!
    label: String
    owner: Person
  }
  type Team @key(fields: "id") { id: ID! @authenticated title: String }
  union Anything = Person | Company | Team
`;

const REVIEWS = `${link()}
  type Person @key(fields: "id") {
    id: ID!
    salary: Int @external
    shared: String @shareable @requiresScopes(scopes: [["two"]])
    grade: String @requires(fields: "salary") @requiresScopes(scopes: [["pay:read"]])
    reviews: [Review!]!
  }
  type Team @key(fields: "id") { id: ID! motto: String }
  type Review { text: String! rating: Int @authenticated }
`;

const person = { __typename: 'Person', id: 'p1', label: 'P', name: 'Ann', salary: 100, code: 'c', shared: 's' };
const company = { __typename: 'Company', id: 'c1', label: 'C' };
const team = { __typename: 'Team', id: 't1', title: 'T' };
const boss = { ...person, id: 'p2', name: 'Ben' };

/** Two subgraphs with rules in their SDL, and every document that they were asked. */
export function createGuarded() {
  const staff = buildSubgraphSchema([
    {
      typeDefs: parse(STAFF),
      resolvers: {
        Query: {
          me: () => 'ann',
          person: () => person,
          people: () => [person, boss],
          parties: () => [person, company],
          any: () => [person, company, team],
          salaries: () => [1, 2],
          audit: () => 'all well',
          badge: () => 'gold',
          color: () => 'RED',
          byRole: () => 'yes',
          open: () => 'open',
          required: () => 'given',
        },
        Mutation: { promote: () => person, touch: () => person },
        Person: { __resolveReference: () => person, boss: () => boss },
        Company: { owner: () => person },
        Team: { __resolveReference: () => team },
      },
    },
  ]);
  const reviews = buildSubgraphSchema([
    {
      typeDefs: parse(REVIEWS),
      resolvers: {
        Person: {
          __resolveReference: (key: object) => key,
          grade: ({ salary }: { salary?: number }) => `grade of ${salary}`,
          reviews: () => [{ text: 'good', rating: 5 }],
          shared: () => 's',
        },
        Team: { __resolveReference: (key: object) => key, motto: () => 'on' },
      },
    },
  ]);
  const schemas: Record<string, typeof staff> = { staff, reviews };
  const composed = composeServices([
    { name: 'staff', typeDefs: parse(STAFF) },
    { name: 'reviews', typeDefs: parse(REVIEWS) },
  ]);
  if (composed.supergraphSdl === undefined) throw new Error(composed.errors?.map(String).join('\n'));
  const asked: string[] = [];
  const note = (subgraph: string, document: DocumentNode) =>
    asked.push(`${subgraph} ${print(document).replace(/\s+/g, ' ')}`);
  const transportOf =
    (name: string): SubgraphTransport =>
    async ({ document, variables }) => {
      const subgraph = name.toLowerCase();
      note(subgraph, document);
      return execute({ schema: schemas[subgraph]!, document, variableValues: variables });
    };
  const streamOf =
    (name: string): SubgraphStream =>
    async ({ document }) => {
      note(name.toLowerCase(), document);
      return (async function* () {
        yield { data: { hired: person, fired: person } };
        yield { data: { hired: boss, fired: boss } };
      })();
    };
  return { supergraphSdl: composed.supergraphSdl, asked, transportOf, streamOf };
}
