/** Orders a vault's tasks: those that started before its end must not write after it, and its end waits for no keyring (R8). */
import { createSerialQueue } from '../time/serial-queue.ts';
import { erase, hasTombstone, setTombstone } from './deletion.ts';
import type { VaultLayout } from './layout.ts';

export type Lifetime = ReturnType<typeof createLifetime>;

/** @param options.onEnd clears the memory @param options.mayChange rejects if nothing may be changed */
export function createLifetime(options: {
  readonly layout: VaultLayout;
  readonly onEnd: () => void;
  readonly mayChange: () => Promise<void>;
}) {
  const { layout, onEnd, mayChange } = options;
  const onFiles = createSerialQueue();
  let endings = 0;
  let isOver = false;

  function end() {
    endings += 1;
    onEnd();
  }

  async function markSignedOut() {
    isOver = true;
    end();
    await mayChange();
    await setTombstone(layout);
  }

  async function destroy() {
    end();
    try {
      await mayChange();
      await setTombstone(layout).catch(() => undefined);
      await erase(layout);
    } finally {
      isOver = false;
    }
  }

  return {
    /** Counts the endings. If the number has changed since a task started, its vault is gone. */
    endings: () => endings,
    /** Whether nothing may be stored: between `markSignedOut` and the end of `destroy`. */
    isOver: () => isOver,
    /** Runs a task on the files, after earlier tasks. The task must not wait for a keyring. */
    onFiles,
    /** The same, but rejects if the vault has ended since `before`. */
    whileAlive: <T>(before: number, task: () => Promise<T>): Promise<T> =>
      onFiles(() => (endings === before ? task() : Promise.reject(new Error('the vault has ended')))),
    /** Finishes an announced deletion. Rejects with the system's error or VaultError. */
    async finishDeletion(): Promise<void> {
      if (await hasTombstone(layout)) await onFiles(() => erase(layout));
    },
    markSignedOut: () => onFiles(markSignedOut),
    destroy: () => onFiles(destroy),
  };
}
