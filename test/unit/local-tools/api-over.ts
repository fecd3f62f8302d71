/** The local API on a real socket, with a broker that the test controls, and callers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiServer } from '../../../main/local-tools/api-server.ts';
import type { TokenBroker } from '../../../main/local-tools/token-broker.ts';
import type { IssuedToken, Refusal, TokenRequest } from '../../../main/local-tools/types.ts';

/** Identifies this run of the app. */
export const INSTANCE = 'instance-1';

const closers: (() => void)[] = [];

/** Closes every API that was opened. */
export function closeApis(): void {
  for (const close of closers.splice(0)) close();
}

export const ACCOUNT = {
  id: 'a1',
  name: 'login.example.org',
  host: 'login.example.org',
  server: 'https://login.example.org',
  user: 'Ada',
  state: 'signed-in',
} as const;
export const { host: _host, ...ACCOUNT_JSON } = ACCOUNT;

export const ISSUED: IssuedToken = {
  accessToken: 'access-secret-1',
  expiresAt: Date.UTC(2026, 0, 1),
  account: ACCOUNT,
  scope: 'read',
};

/** An API whose broker responds with the result of `token`. */
export async function api({
  token = async () => ISSUED,
  secret = null,
  unknown = null,
  broker: given = null,
}: {
  token?: (asked: TokenRequest, gone: AbortSignal) => Promise<IssuedToken | Refusal>;
  secret?: string | null;
  unknown?: Refusal | null;
  /** Replaces the broker that uses `token`. */
  broker?: TokenBroker | null;
} = {}) {
  const asked: TokenRequest[] = [];
  const reported: TokenRequest[] = [];
  const broker: TokenBroker = given ?? {
    token(one, gone) {
      asked.push(one);
      return token(one, gone);
    },
    reportRejected: (one) => void reported.push(one),
    unknown: () => unknown,
    accounts: () => [ACCOUNT],
    grants: () => [
      {
        tool: 'git',
        accountId: 'a1',
        host: 'git.example.org',
        duration: 'always',
        kept: true,
        grantedAt: 0,
        lastUsedAt: null,
        uses: 0,
      },
    ],
    allow: async () => 'always',
    remove: async () => 1,
    removeGrant: async () => 1,
  };
  const server = createApiServer({
    broker,
    secret,
    instance: INSTANCE,
    handOver: () => true,
    status: () => ({
      version: '1.0.0',
      servedBy: 'window',
      localTools: 'ask',
      accounts: [ACCOUNT],
      consentPending: false,
    }),
  });
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  const path = join(folder, 's');
  await new Promise<void>((resolve) => server.listen({ path, backlog: 1024 }, resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { path, asked, reported, server };
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string;
}

export function send(
  socketPath: string,
  { method = 'POST', path = '/v1/token', headers = {}, body = '{"tool":"backup"}' }: Sent,
) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = request(
      { socketPath, method, path, headers: { Host: 'localhost', ...headers }, agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(method === 'GET' ? undefined : body);
  });
}

/**
 * Sends bytes as they are, and resolves with everything that comes back until the API closes the connection.
 * @param isAll no more bytes follow, so that the API need not wait for them
 */
export function sendRaw(path: string, bytes: string, isAll = false): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path, () => (isAll ? socket.end(bytes) : socket.write(bytes)));
    socket.on('data', (chunk) => (text += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

export const RAW = 'POST /v1/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
