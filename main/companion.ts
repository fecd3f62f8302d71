/** The program's one truth, for every window, tray and terminal: the session, and the server that it belongs to. */
import type { Requests, ServerChoice, ServerProblem, Snapshot } from '../preload/api.ts';
import { chooseServer, isClientId, type ServerSetting, type UserSettings } from './config.ts';
import { type Flags, isProblem } from './flags.ts';
import { judgeBaseUrl } from './oauth/address.ts';
import type { Server } from './oauth/protocol.ts';
import type { Session } from './session.ts';

/** Each request of the contract, as main answers it. */
export type Handlers = {
  readonly [K in keyof Requests]: (
    ...args: Parameters<Requests[K]>
  ) => ReturnType<Requests[K]> | Promise<ReturnType<Requests[K]>>;
};

export interface Companion {
  snapshot(): Snapshot;
  /** Calls back after every change until the returned function is called. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** The session of the server, opened but not started; null while no server is known. */
  open(): Session | null;
  readonly requests: Omit<Handlers, 'copyCode' | 'openPage'>;
}

export function createCompanion(options: {
  readonly setting: ServerSetting;
  readonly settings: UserSettings;
  readonly computer: string;
  readonly version: string;
  readonly openSession: (server: Server, serverName: string, onChange: () => void) => Session;
  readonly saveSettings: (settings: UserSettings) => Promise<void>;
}): Companion {
  const { computer, version, openSession, saveSettings } = options;
  let { setting, settings } = options;
  let session: Session | null = null;
  const listeners = new Set<(snapshot: Snapshot) => void>();

  function changed() {
    const now = snapshot();
    for (const listener of listeners) listener(now);
  }

  function snapshot(): Snapshot {
    const { server } = setting;
    return {
      session: server ? (session?.state() ?? { kind: 'loading', keyring: 'quick' }) : { kind: 'no-server' },
      computer,
      server: server && { url: server.baseUrl, name: serverName(server), locked: setting.locked },
      keeping: session?.keeping() ?? null,
      version,
    };
  }

  function open(): Session | null {
    if (setting.server && !session) {
      session = openSession(setting.server, serverName(setting.server), changed);
    }
    return session;
  }

  async function useServer({ url, clientId }: ServerChoice): Promise<ServerProblem | null> {
    if (setting.locked || setting.server) return 'locked';
    if (clientId !== null && !isClientId(clientId)) return 'bad-client-id';
    const address = /^[a-z][a-z\d+.-]*:\/\//i.test(url.trim()) ? url : `https://${url.trim()}`;
    const judged = judgeBaseUrl(address);
    if ('problem' in judged) return judged.problem;
    const wanted = { ...settings, serverUrl: judged.baseUrl, ...(clientId !== null && { clientId }) };
    const chosen = chooseServer(NO_FLAGS, {}, wanted);
    if (isProblem(chosen)) return 'not-an-address';
    try {
      await saveSettings(wanted);
    } catch {
      return 'not-saved';
    }
    settings = wanted;
    setting = chosen;
    void open()?.start();
    return null;
  }

  /** A mistyped server must not be the end: while nobody is signed in, another one may be chosen. */
  function changeServer() {
    const kind = session?.state().kind;
    if (setting.locked || (kind !== 'signed-out' && kind !== 'failed')) return;
    session?.dismiss();
    if (session?.state().kind !== 'signed-out') return;
    session = null;
    setting = { server: null, locked: false };
    changed();
  }

  return {
    snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open,
    requests: {
      current: snapshot,
      signIn: () => void session?.signIn(),
      cancel: () => session?.cancel(),
      dismiss: () => session?.dismiss(),
      signOut: () => void session?.signOut(),
      tryAgain: () => void session?.tryAgain(),
      useServer,
      changeServer,
    },
  };
}

/** What the first screen chooses stands for itself. */
const NO_FLAGS: Flags = { values: {}, switches: new Set(), unknown: [] };

/** `host[:port]`, and the path where it has one. */
export function serverName({ baseUrl }: Server): string {
  const { host, pathname } = new URL(baseUrl);
  return host + (pathname === '/' ? '' : pathname);
}
