/** The embedded authorization server of this checkout. All `npm start` share one. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PhonePage, startAuthorizationServer } from '../authorization-server/server.ts';
import { CannotRun, say } from './cannot-run.ts';
import { DATA } from './paths.ts';
import { isAlive } from './processes.ts';

export interface EmbeddedServer {
  readonly url: string;
  readonly approvalPage: string;
  /** The page for phones on the local network, if requested. */
  readonly phonePage: PhonePage | null;
  readonly clientId: string;
  readonly scope: string;
  /** Whether it belongs to another `npm start`. */
  readonly shared: boolean;
  /**
   * Ends this run's use of the server, and the server itself after the last use. `atOnce`: ends it even if other runs use it.
   */
  close(atOnce: boolean): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** The allowed client, if it is not the usual one. */
  readonly clientId?: string | undefined;
  /** The address of this computer on which phones reach the approval page; null if they can't. */
  readonly phoneAddress: string | null;
}

/** Starts the server, or joins a running one, because two must not write the same grants. Throws CannotRun. */
export async function openEmbeddedServer({ clientId, phoneAddress }: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const running = readRunning();
  if (running && isAlive(running.pid) && (await answers(running.url))) {
    if (phoneAddress !== null && running.phoneAddress !== phoneAddress)
      throw new CannotRun(
        'npm start is already running, and phones cannot reach its server at that address. Stop it, then start again.',
      );
    mkdirSync(GUESTS, { recursive: true });
    const guest = join(GUESTS, String(process.pid));
    writeFileSync(guest, '');
    return { ...running, shared: true, close: async () => rmSync(guest, { force: true }) };
  }
  rmSync(GUESTS, { recursive: true, force: true });
  mkdirSync(STATE, { recursive: true });
  const server = await startAuthorizationServer({
    stateFolder: STATE,
    ...(clientId !== undefined && { clientId }),
    ...(phoneAddress !== null && { phoneAddress }),
  });
  const { url, approvalPage, phonePage, scope } = server;
  const note: Running = {
    pid: process.pid,
    url,
    approvalPage,
    phonePage,
    phoneAddress,
    clientId: server.clientId,
    scope,
  };
  writeFileSync(RUNNING, JSON.stringify(note));
  return {
    ...note,
    shared: false,
    async close(atOnce) {
      if (!atOnce) await guestsLeave();
      rmSync(RUNNING, { force: true });
      await server.close();
    },
  };
}

/** A `login` that takes the profile over from `serve` still needs the server that `serve` started. */
async function guestsLeave(): Promise<void> {
  if (!hasGuests()) return;
  say('Another npm start uses the test server, which goes on until that one ends, or until Ctrl-C.');
  while (hasGuests()) await sleep(GUESTS_PAUSE_MS);
}

function hasGuests(): boolean {
  return existsSync(GUESTS) && readdirSync(GUESTS).some((pid) => isAlive(Number(pid)));
}

const GUESTS_PAUSE_MS = 200;
/** Generous: a server that is only slow, on a busy computer, must not get a second one beside it. */
const ANSWER_PATIENCE_MS = 10_000;

const STATE = join(DATA, 'server');
const RUNNING = join(STATE, 'running.json');
/** A file for each other `npm start` that uses the server, named after its process. */
const GUESTS = join(STATE, 'guests');

/** What the file contains about the server, for the next `npm start`. */
interface Running extends Omit<EmbeddedServer, 'shared' | 'close'> {
  readonly pid: number;
  readonly phoneAddress: string | null;
}

function readRunning(): Running | null {
  try {
    return JSON.parse(readFileSync(RUNNING, 'utf8'));
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_PATIENCE_MS);
  return fetch(`${url}/device`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
