/** How agents are served. */
export interface McpSettings {
  /** Whether tools that write are offered, in the name and with the rights of whoever calls. */
  readonly writes: boolean;
  readonly version: string;
}
