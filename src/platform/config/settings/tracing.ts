import * as z from 'zod';

/** Where traces go, by the variables that OpenTelemetry's SDKs share. */
export const tracing = z.object({
  endpoint: z
    .url({ protocol: /^https?$/, error: 'expected a URL such as http://localhost:4318' })
    .optional()
    .describe('The base URL of a receiver of OTLP over HTTP. Unset: nothing is traced, and nothing of it loaded.'),
  serviceName: z
    .string()
    .min(1)
    .optional()
    .describe('What this process is called in traces. Unset: `pedigraph`, or `pedigraph-` and the part that it is.'),
});
