/** The names under which the contract's requests and signals travel: both ends take them from here. */
import type { Requests, Signals } from './api.ts';

/** One entry for each request, so that the compiler misses a forgotten one and refuses an invented one. */
const requests: Readonly<Record<keyof Requests, string>> = {
  current: 'request:current',
  signIn: 'request:signIn',
  cancel: 'request:cancel',
  dismiss: 'request:dismiss',
  signOut: 'request:signOut',
  tryAgain: 'request:tryAgain',
  protect: 'request:protect',
  copyCode: 'request:copyCode',
  openPage: 'request:openPage',
  checkServer: 'request:checkServer',
  useServer: 'request:useServer',
  changeServer: 'request:changeServer',
  open: 'request:open',
  choose: 'request:choose',
  answerProxy: 'request:answerProxy',
  lookForUpdates: 'request:lookForUpdates',
  update: 'request:update',
  updateLater: 'request:updateLater',
  saveReport: 'request:saveReport',
  quit: 'request:quit',
};

const signals: Readonly<Record<keyof Signals, string>> = {
  changed: 'signal:changed',
};

/** The channel of each request and of each signal. */
export const channels = { requests, signals };
