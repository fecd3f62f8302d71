/** The embedded authorization server of this checkout: one, however many `npm start` are under way. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAuthorizationServer } from '../authorization-server/server.ts';
import { DATA } from './paths.ts';
import { isAlive } from './processes.ts';

export interface EmbeddedServer {
  readonly url: string;
  readonly approvalPage: string;
  readonly clientId: string;
  readonly scope: string;
  /** It belongs to another `npm start`, and ends with that one. */
  readonly shared: boolean;
  close(): Promise<void>;
}

/** Starts the server, or joins the one that runs already: two must not write the same grants. */
export async function openEmbeddedServer(clientId: string | undefined): Promise<EmbeddedServer> {
  const running = readRunning();
  if (running && isAlive(running.pid) && (await answers(running.url))) {
    return { ...running, shared: true, close: async () => {} };
  }
  mkdirSync(STATE, { recursive: true });
  const server = await startAuthorizationServer({ stateFolder: STATE, ...(clientId !== undefined && { clientId }) });
  const { url, approvalPage, scope } = server;
  const note: Running = { pid: process.pid, url, approvalPage, clientId: server.clientId, scope };
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

interface Running {
  readonly pid: number;
  readonly url: string;
  readonly approvalPage: string;
  readonly clientId: string;
  readonly scope: string;
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
