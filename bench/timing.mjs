/** The one in the middle. */
export const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** How many milliseconds it took. */
export async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The data of an answer; throws where it has errors. */
export async function post(url, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}
