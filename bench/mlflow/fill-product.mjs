const REGISTERED_AT_ONCE = 5;
const CONNECTIONS = 4;

/** Registers runs with the product, in one experiment that MLflow's clients find by its name. */
export async function fillProduct({ url, token, experiment, runs }) {
  const ask = async (query, variables) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = await answer.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  };
  const made = await ask(
    `mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { experiment { name } } }`,
    { input: { namespace: 'mlflow', displayName: experiment } },
  );
  const { name } = made.createExperiment.experiment;
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let from = next; from < runs.length; from = next) {
        next += REGISTERED_AT_ONCE;
        const some = runs.slice(from, from + REGISTERED_AT_ONCE);
        const names = some.map((_, index) => `$r${index}: RegisterRunInput!`);
        const fields = some.map((_, index) => `r${index}: registerRun(input: $r${index}) { created }`);
        const inputs = some.map((run, index) => [`r${index}`, inputOf(run, name)]);
        await ask(`mutation (${names}) { ${fields.join(' ')} }`, Object.fromEntries(inputs));
      }
    }),
  );
}

function inputOf({ startedAt, endedAt, metrics, ...run }, experiment) {
  const moment = (time) => new Date(time).toISOString();
  return {
    ...run,
    experiment,
    startedAt: moment(startedAt),
    endedAt: moment(endedAt),
    externalId: run.name,
    metrics: metrics.map((point) => ({ ...point, timestamp: moment(point.timestamp) })),
  };
}
