import fc from 'fast-check';

/**
 * Properties are tried with the same values in every run of the suite: what fails in a change's check is of the change.
 * `RANDOM_SEED=…` tries others, and `npm run test:soak` does at each run; fast-check tells the seed where one fails.
 */
fc.configureGlobal({ seed: Number(process.env['RANDOM_SEED'] ?? 20_261_129) });
