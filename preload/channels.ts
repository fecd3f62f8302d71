/** The names under which the contract's requests and signals travel. Both ends take them from here. */
import type { Requests, Signals } from './api.ts';

/** Every request, by name: the preload's functions and main's handlers derive from this list. */
export const REQUESTS = [
  'current',
  'signIn',
  'cancel',
  'dismiss',
  'signOut',
  'tryAgain',
  'protect',
  'copyCode',
  'openPage',
  'openAccount',
  'addAccount',
  'renameAccount',
  'removeAccount',
  'answerSomeoneElse',
  'checkServer',
  'useServer',
  'changeServer',
  'open',
  'changeSetting',
  'answerProxy',
  'lookForUpdates',
  'update',
  'updateLater',
  'copyCommand',
  'removeTool',
  'installCommand',
  'removeCommand',
  'saveReport',
  'quit',
] as const satisfies readonly (keyof Requests)[];

/** Fails to compile if the list lacks a request of the contract. */
type Missing = Exclude<keyof Requests, (typeof REQUESTS)[number]>;
true satisfies [Missing] extends [never] ? true : never;

/** The IPC channel of a request. */
export const requestChannel = (name: keyof Requests) => `request:${name}`;

/** The IPC channel of a signal. */
export const signalChannel = (name: keyof Signals) => `signal:${name}`;
