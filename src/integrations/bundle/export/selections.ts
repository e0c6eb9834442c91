/** What is asked of each kind of thing: as much as makes it again, and what is sealed of it. */
const FILES = '{ path uri digest sizeBytes mediaType }';
const CODE = 'code { repository commit path dirty }';
const SEALED = 'digest manifest createdAt createdBy';

export const EXPERIMENT = `query ($key: String!) { found: experiment(name: $key) {
  name displayName description tags artifactLocation externalId createdAt createdBy createdElsewhereAt createdElsewhereBy
} }`;

export const MODEL = `query ($key: String!) { found: model(name: $key) {
  name displayName description tags owners createdAt createdBy createdElsewhereAt createdElsewhereBy
} }`;

export const DATASET_VERSION = `query ($key: String!) { found: datasetVersion(ref: $key) {
  ref ${SEALED} description source files ${FILES} schema { name type nullable description } rowCount license statistics
  splits { name rowCount files } derivedFrom { ref } columnLineage { column from } externalDigest { algorithm value }
  external { name sourceType source schema profile }
} }`;

export const ENVIRONMENT_VERSION = `query ($key: String!) { found: environmentVersion(ref: $key) {
  ref ${SEALED} description image runtime { name version } os packages { manager name version } lock { path digest }
  hardware seed variables
} }`;

export const RUN = `query ($key: ID!) { found: run(id: $key) {
  id ref ${SEALED} externalId ${CODE} user startedAt endedAt status parameters tags experiment { name }
  environment { ref } artifacts ${FILES} metrics { key }
  inputs { role columns context tags afterEnd datasetVersion { ref } }
} }`;

export const POINTS = `query ($run: ID!, $key: String!, $after: String) { found: run(id: $run) {
  page: metricHistory(key: $key, first: 1000, after: $after) {
    nodes { key value step timestamp } pageInfo { hasNextPage endCursor }
  }
} }`;

export const LOGGED_MODEL = `query ($key: ID!) { found: loggedModel(id: $key) {
  id ref ${SEALED} name modelType externalId artifactLocation createdElsewhereAt createdElsewhereBy parameters tags
  status statusMessage experiment { name } run { id } artifacts ${FILES}
} }`;

export const MODEL_VERSION = `query ($key: String!) { found: modelVersion(ref: $key) {
  ref version ${SEALED} externalVersion architecture ${CODE} config artifacts ${FILES}
  datasets { role columns datasetVersion { ref } } environment { ref } loggedModel { id } parents { ref }
  description tags build { system buildId url job event gitRef } createdElsewhereAt createdElsewhereBy
  run { id } runAttachment { __typename } status aliases { name validFrom movedElsewhereAt actor }
} }`;

export const EVENTS = `query ($subject: String!, $after: String) { page: ledger(subject: $subject, first: 100, after: $after) {
  nodes { subgraph position id typeName subject actor createdAt payload rows previousHash hash redacted }
  pageInfo { hasNextPage endCursor }
} }`;
