/** Orders a vault's tasks: those that started before its end must not write after it, and its end waits for no keyring (R8). */

import { createSerialQueue } from '../time/serial-queue.ts';
import { erase, hasTombstone, setTombstone } from './deletion.ts';
import type { VaultLayout } from './layout.ts';

export interface Lifetime {
  /** Counts the endings. If the number has changed since a task started, its vault is gone. */
  endings(): number;
  /** Whether nothing may be stored: between `markSignedOut` and the end of `destroy`. */
  isOver(): boolean;
  /** Runs a task on the files, after earlier tasks. The task must not wait for a keyring. */
  onFiles<T>(task: () => Promise<T>): Promise<T>;
  /** The same, but rejects if the vault has ended since `before`. */
  whileAlive<T>(before: number, task: () => Promise<T>): Promise<T>;
  /** Finishes an announced deletion. Rejects with the system's error or VaultError. */
  finishDeletion(): Promise<void>;
  markSignedOut(): Promise<void>;
  destroy(): Promise<void>;
}

/** @param options.onEnd clears the memory @param options.mayChange rejects if nothing may be changed */
export function createLifetime(options: {
  readonly layout: VaultLayout;
  readonly onEnd: () => void;
  readonly mayChange: () => Promise<void>;
}): Lifetime {
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
    endings: () => endings,
    isOver: () => isOver,
    onFiles,
    whileAlive: (before, task) =>
      onFiles(() => (endings === before ? task() : Promise.reject(new Error('the vault has ended')))),
    async finishDeletion() {
      if (await hasTombstone(layout)) await onFiles(() => erase(layout));
    },
    markSignedOut: () => onFiles(markSignedOut),
    destroy: () => onFiles(destroy),
  };
}
