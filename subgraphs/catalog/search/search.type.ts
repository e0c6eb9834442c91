import { createUnionType, Field, ObjectType } from 'type-graphql';
import { PageInfo } from '#platform/paging/connection-type.js';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import { SafeInt } from '#platform/scalars/scalars.js';
import { DatasetStub } from '../stubs/dataset.stub.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { ExperimentStub } from '../stubs/experiment.stub.js';
import { ModelStub } from '../stubs/model.stub.js';
import { ModelVersionStub } from '../stubs/model-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { SearchFacetField, type SearchKind, SearchOrderBy } from './search.enums.js';

/** With more results than these, the words of a query tell them apart too little to be worth ranking all. */
export const MAX_RANKED = 10_000;

const STUB_OF_KIND = {
  MODEL_VERSION: ModelVersionStub,
  RUN: RunStub,
  DATASET_VERSION: DatasetVersionStub,
  ENVIRONMENT_VERSION: EnvironmentVersionStub,
  MODEL: ModelStub,
  DATASET: DatasetStub,
  EXPERIMENT: ExperimentStub,
} as const satisfies Record<SearchKind, new () => { id: string }>;

/** What was found, by id alone: its own subgraph has the rest. */
export type SearchResult = InstanceType<(typeof STUB_OF_KIND)[SearchKind]>;

/** The union of everything a search can find. */
export const SearchResultUnion = createUnionType({
  name: 'SearchResult',
  description: 'What a search found.',
  types: () => Object.values(STUB_OF_KIND),
  resolveType: (result) => result.constructor as new () => SearchResult,
});

/** The result that stands for an entity. */
export function resultOf(kind: SearchKind, id: string): SearchResult {
  return Object.assign(new STUB_OF_KIND[kind](), { id });
}

/** A result and its place. */
@ObjectType({ description: 'One result of a search, with its cursor.', simpleResolvers: true })
export class SearchEdge {
  @Field(() => SearchResultUnion, { nullable: true, description: 'What was found.' })
  node: SearchResult;

  @Field(() => String, { description: 'Continue behind this result by passing it as `after`.' })
  cursor: string;
}

/** A value of a facet. */
@ObjectType({ description: 'A value that results have, and how many of them.', simpleResolvers: true })
export class SearchFacetValue {
  @Field(() => String, { description: 'The value, as the field of the facet takes it in a query.' })
  value: string;

  @Field(() => SafeInt, { description: 'How many results have it.' })
  count: number;
}

/** The values of a field among the results. */
@ObjectType({ description: 'Which values of a field all results of a search have.', simpleResolvers: true })
export class SearchFacet {
  @Field(() => SearchFacetField, { description: 'What they are counted by.' })
  field: SearchFacetField;

  @Field(() => [SearchFacetValue], { description: 'Its values, the most frequent first; 20 at most.' })
  values: SearchFacetValue[];
}

/** A page of a search's results. */
@ObjectType({ description: 'A page of what a search found.', simpleResolvers: true })
export class SearchConnection {
  @Field(() => [SearchEdge], { description: 'The results with their cursors.' })
  edges: SearchEdge[];

  @Field(() => [SearchResultUnion], { nullable: 'items', description: 'The results themselves.' })
  nodes: SearchResult[];

  @Field(() => PageInfo, { description: 'Where this page begins and ends.' })
  pageInfo: PageInfo;

  @Field(() => SearchOrderBy, {
    description: `What the results really stand in order of. Asked for relevance it is CREATED where the query has no words, and where more than ${MAX_RANKED} results have them: then words say little, and the newest come first.`,
  })
  orderedBy: SearchOrderBy;

  @Field(() => SafeInt, {
    description: `How many results there are in all pages, counted up to ${MAX_COUNTED}; counted only when asked for.`,
  })
  totalCount: () => Promise<number>;

  @Field(() => Boolean, {
    description: `Whether there are more than ${MAX_COUNTED} results: \`totalCount\` is ${MAX_COUNTED} then, and \`facets\` count the newest ${MAX_COUNTED}.`,
  })
  countsAreCapped: () => Promise<boolean>;

  @Field(() => [SearchFacet], {
    description: `What all results are, by field; counted only when asked for. Of more than ${MAX_COUNTED} the newest are counted, see \`countsAreCapped\`.`,
  })
  facets: () => Promise<SearchFacet[]>;
}
