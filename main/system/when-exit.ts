/**
 * In the place of npm's `when-exit`, which comes with electron-store: that one listens for signals, and raises each again
 * once it has cleaned up. A Ctrl-C would count twice then, or end the app in the middle of a refresh (R4): signals are ours.
 */
export default function whenExit(cleanUp: () => void): () => void {
  process.once('exit', cleanUp);
  return () => void process.off('exit', cleanUp);
}
