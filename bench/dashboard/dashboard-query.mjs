/** What a dashboard asks: the 20 newest versions of a model with what made them; about 30 KB of JSON. */
export const DASHBOARD_QUERY = `query Dashboard($name: String!) {
  model(name: $name) {
    name
    versions(first: 20) {
      nodes {
        id version ref digest createdAt createdBy
        run { id name status startedAt parameters metrics { key value step } }
        datasets { role datasetVersion { ref digest rows license } }
        environment { ref digest image os }
      }
    }
  }
}`;

/** The request's body for one model. */
export function dashboardBody(name) {
  return JSON.stringify({ query: DASHBOARD_QUERY, operationName: 'Dashboard', variables: { name } });
}

/** The same as the search part of a URL, for GET. */
export function dashboardSearch(name) {
  return `?${new URLSearchParams({ query: DASHBOARD_QUERY, operationName: 'Dashboard', variables: JSON.stringify({ name }) })}`;
}
