import * as z from 'zod';

/** Where traces go, by the variables that OpenTelemetry's SDKs share. */
export const tracing = z.object({
  /** The base URL of a receiver of OTLP over HTTP. @default none: nothing is traced, and nothing of it loaded */
  endpoint: z.url({ protocol: /^https?$/, error: 'expected a URL such as http://localhost:4318' }).optional(),
  /** What this process is called in traces. @default pedigraph, or `pedigraph-` and the part that it is */
  serviceName: z.string().min(1).optional(),
});
