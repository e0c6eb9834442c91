/** A row a shape, for people: its median at each size, how that grew, and what the plans at the largest size read. */
export function searchTable(results) {
  const [smallest, largest] = [results[0], results.at(-1)];
  return largest.search.map((last, index) => {
    const of = (result) => result.search[index];
    const scanned = last.plans.flatMap((plan) => plan.scanned);
    return {
      query: last.shape,
      ...Object.fromEntries(
        results.map((result) => [`ms at ${result.size}`, of(result).problem ? 'refused' : rounded(of(result).ms)]),
      ),
      'growth ×': last.problem ? '' : rounded(last.ms / of(smallest).ms),
      results: last.results,
      // Told beside the time because no other load on the machine changes it.
      ...Object.fromEntries(results.map((result) => [`rows read at ${result.size}`, rowsOf(of(result))])),
      plan: scanned.length === 0 ? 'index' : `scan of ${scanned.join(', ')}`,
    };
  });
}

const rowsOf = ({ plans }) => Math.round(plans.reduce((sum, plan) => sum + plan.rows, 0));

const rounded = (number) => Number(number.toFixed(1));
