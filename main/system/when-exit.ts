/**
 * Replaces npm's `when-exit`, a dependency of electron-store, which listens for signals and raises each again after its cleanup.
 * Ctrl-C would then count twice, or end the app during a refresh (R4).
 */
export default function whenExit(cleanUp: () => void): () => void {
  process.once('exit', cleanUp);
  return () => void process.off('exit', cleanUp);
}
