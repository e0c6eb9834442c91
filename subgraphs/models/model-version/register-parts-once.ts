import { jsonNumber } from '../../../src/platform/digest/json-number.js';
import type { ModelsContext } from '../context.js';
import type { RegisterModelVersionInput } from './model-version.inputs.js';
import type { NewPartsInput } from './new-parts.inputs.js';
import { type RegisteredParts, registerParts } from './register-parts.js';

/**
 * Registers the parts that came with a version: once for all that bring the same parts at the same time, and one after
 * the other for those whose parts only share a name. Left to the locks of the database, fifty equal ones waited for each
 * other in three subgraphs until their time was up, and none was written.
 * @param rehearse checks the version with its parts; done by who writes them, before the first is written
 */
export async function registerPartsOnce(
  input: RegisterModelVersionInput,
  context: ModelsContext,
  rehearse: () => Promise<void>,
): Promise<RegisteredParts> {
  const { parts } = input;
  if (parts == null) return registerParts(input, false, context);
  const { underWay, written } = context;
  const { made, positions } = await underWay.once(contentOf(input), () =>
    underWay.inTurn(namesOf(parts), async () => {
      await rehearse();
      return { made: await registerParts(input, false, context), positions: written.read() };
    }),
  );
  written.note(positions);
  return made;
}

/** All that the parts are made from: the run has the version's code, data and environment. */
function contentOf({ parts, code, datasets, environment, run }: RegisterModelVersionInput): string {
  return JSON.stringify({ parts, code, datasets, environment, run }, (_, value) =>
    typeof value === 'number' ? jsonNumber(value) : value,
  );
}

function namesOf({ datasets, environment, run }: NewPartsInput): string[] {
  return [
    ...datasets.map(({ dataset }) => `dataset ${dataset}`),
    ...(environment == null ? [] : [`environment ${environment.environment}`]),
    ...(run == null ? [] : [`experiment ${run.experiment}`]),
  ];
}
