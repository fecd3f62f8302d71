/** Runs a task after those that were given before it; resolves or rejects with what comes of it. */
export type Turn = <T>(task: () => Promise<T>) => Promise<T>;

/** Things that must not happen at once happen in the order in which they were asked for. */
export function createSerialQueue(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
}
