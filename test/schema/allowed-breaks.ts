/**
 * What breaks clients of `released.graphql` all the same, each as the test prints it. Only while 0.1 is not released; until
 * then a renamed field is settled by making `released.graphql` a copy of `schema/api.graphql`.
 */
export const ALLOWED_BREAKS: readonly string[] = [];
