import * as z from 'zod';

/** Who may come in, and what they see by default. */
export const access = z.object({
  anonymous: z
    .enum(['loopback', 'never'])
    .default('loopback')
    .describe(
      '`loopback`: while the server listens on loopback and nobody was ever given a credential, whoever reaches it may do everything. `never`: nobody comes in without one.',
    ),
  reading: z
    .enum(['open', 'granted'])
    .default('open')
    .describe('`open`: every caller reads all that is in no closed namespace. `granted`: reading wants a role there.'),
});
