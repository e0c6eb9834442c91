/** A peer is killed where it is no longer measured, and ends by itself where the bench was killed. */
export function endWithParent() {
  process.once('SIGTERM', () => process.exit(0));
  process.once('disconnect', () => process.exit(0));
}
