/** English: what a terminal says. */
import { enNoAnswers } from './en-told.ts';
import type { Format } from './format.ts';
import type { Messages } from './messages.ts';

export const enTerminal = (format: Format): Messages['terminal'] => ({
  open: 'Open',
  code: 'Code',
  thenEnter: 'Or scan it with your phone, then enter the code.',
  thenCompare: 'Or scan it with your phone, then check that the phone shows this code.',
  onlyHere: 'This address works only on this computer: open it in a browser here.',
  foreignHost: (host, server) => `This page is on ${host}, not on ${server}.`,
  caution: ({ computer, server }) => `Continue only if you started this on ${computer}, to sign in to ${server}.`,
  waiting: (lifetimeMs) => `Waiting for your approval: ${format.duration(lifetimeMs)} left. Ctrl-C stops.`,
  stillTrying: ({ why, code }) => `${enNoAnswers[why]} (${code}) Still trying.`,
  connected: 'The connection is back.',
  slow: 'The server is slow to answer. Still waiting.',
  toldToWait: (ms) => `The server asks for a pause of ${format.duration(ms)}. Still waiting.`,
  signInAgain: (flag) => `To sign in again with your phone: ${flag}`,
  stopping: 'Stopping…',
  stopped: 'Stopped.',
  nobody: (server) => `Nobody is signed in at ${server}.`,
  signedIn: ({ name, server }) => `Signed in${name === null ? '' : ` as ${name}`} at ${server}.`,
  formerly: (name) => `Before, ${name} was signed in.`,
  signedOut: 'Signed out.',
  keepWithoutKeyring: (flag) => `Or keep it without a keyring, where every program that you run could read it: ${flag}`,
  signInAnew: (flag) =>
    `Nothing was deleted. Or sign in anew, and the files of the old sign-in are kept aside: ${flag}`,
});
