/** The embedded authorization server of this checkout: one, however many `npm start` are under way. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PhonePage, startAuthorizationServer } from '../authorization-server/server.ts';
import { CannotRun } from './cannot-run.ts';
import { DATA } from './paths.ts';
import { isAlive } from './processes.ts';

export interface EmbeddedServer {
  readonly url: string;
  readonly approvalPage: string;
  /** The page for phones on the local network, if it was asked for. */
  readonly phonePage: PhonePage | null;
  readonly clientId: string;
  readonly scope: string;
  /** It belongs to another `npm start`, and ends with that one. */
  readonly shared: boolean;
  close(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** The client that may ask, if not the usual one. */
  readonly clientId?: string | undefined;
  /** The address of this computer on which phones reach the approval page; null: they do not. */
  readonly phoneAddress: string | null;
}

/** Starts the server, or joins the one that runs already: two must not write the same grants. Throws CannotRun. */
export async function openEmbeddedServer({ clientId, phoneAddress }: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const running = readRunning();
  if (running && isAlive(running.pid) && (await answers(running.url))) {
    if (phoneAddress !== null && running.phoneAddress !== phoneAddress)
      throw new CannotRun(
        'npm start is already running, and phones cannot reach its server at that address. Stop it, then start again.',
      );
    return { ...running, shared: true, close: async () => {} };
  }
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
    async close() {
      rmSync(RUNNING, { force: true });
      await server.close();
    },
  };
}

const STATE = join(DATA, 'server');
const RUNNING = join(STATE, 'running.json');

/** What the file holds of the server, for the next `npm start`. */
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
  const signal = AbortSignal.timeout(1000);
  return fetch(`${url}/device`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
