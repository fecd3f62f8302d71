/** Runs a task after all earlier ones. Settles as the task does. */
export type Turn = <T>(task: () => Promise<T>) => Promise<T>;

/** Creates a queue that runs tasks one after another. */
export function createSerialQueue(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
}
