/**
 * Takes out of the environment what a dependency would read and stumble over. Call before anything else.
 *
 * `@graphql-hive/logger` reads `LOG_LEVEL` whenever one of its loggers is made, that is during requests, and throws on
 * a level it does not know, such as another program's `INFO` or `silent`. Ours is `PEDIGRAPH_LOG_LEVEL`. To be deleted
 * once that logger ignores what it does not know.
 */
export function shieldEnvironment(): void {
  delete process.env.LOG_LEVEL;
}
