/** Other programs that issue tokens, each configured to contact only this computer. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../authorization-server/client.ts';
import { approveByForms } from '../authorization-server/person.ts';
import type { AuthorizationServer } from '../authorization-server/server.ts';
import type { Home } from '../harness/profile.ts';
import type { Program } from './timed.ts';

/** The client's secret. It has one because oidc-agent always sends a Basic header. */
export const PEER = { id: 'peer', secret: 'x' };
/** Its name for the account. */
export const ACCOUNT = 'bench';

/** GitHub's command with a token in its own file, so that it contacts no server; null if it is not installed. */
export function ghIn(home: Home): NodeJS.ProcessEnv | null {
  if (spawnSync('gh', ['--version']).status !== 0) return null;
  const folder = join(home.folder, 'gh');
  mkdirSync(folder);
  writeFileSync(join(folder, 'hosts.yml'), 'github.com:\n    oauth_token: none\n    user: ada\n');
  return { PATH: process.env['PATH'], HOME: home.folder, GH_CONFIG_DIR: folder, GH_NO_UPDATE_NOTIFIER: '1' };
}

export interface OidcAgent {
  /** The environment that `oidc-token` needs. */
  readonly environment: NodeJS.ProcessEnv;
  close(): void;
}

/**
 * oidc-agent, signed in at the server as the client `PEER`. It keeps its refresh token in a file, as users have it: a rotated
 * one is encrypted and written before the token is handed out, as ours is. Null: it is not installed.
 */
export async function startOidcAgent(home: Home, server: AuthorizationServer): Promise<OidcAgent | null> {
  const agent = startEmptyOidcAgent(home);
  if (!agent) return null;
  try {
    const args = generating(server, [`--rt=${await refreshToken(server)}`]);
    // This must not block, because the server that it contacts runs in this process.
    const adding = spawn('oidc-gen', args, { env: agent.environment, stdio: 'ignore' });
    const code = await new Promise((resolve) => adding.once('close', resolve));
    if (code !== 0) throw new Error(`oidc-gen ended with ${code}`);
    return agent;
  } catch (error) {
    agent.close();
    throw error;
  }
}

/** oidc-agent without any account; null if it is not installed. */
export function startEmptyOidcAgent(home: Home): OidcAgent | null {
  if (spawnSync('oidc-agent', ['--version']).status !== 0) return null;
  const folder = join(home.folder, 'oidc');
  mkdirSync(folder, { mode: 0o700 });
  const own = { PATH: process.env['PATH'], HOME: home.folder, OIDC_CONFIG_DIR: folder, OIDC_ENCRYPTION_PW: 'bench' };
  const started = spawnSync('oidc-agent', ['--json', `--socket-path=${folder}/agent`, '--no-webserver', '--pw-store'], {
    encoding: 'utf8',
    env: own,
  });
  const { socket, dpid } = JSON.parse(started.stdout);
  const environment = { ...own, OIDC_SOCK: String(socket), OIDCD_PID: String(dpid) };
  return { environment, close: () => void spawnSync('oidc-agent', ['--kill'], { env: environment }) };
}

/** oidc-gen, which prints a code through a running agent. */
export function oidcGen({ environment }: OidcAgent, server: AuthorizationServer): Program {
  return { command: 'oidc-gen', args: generating(server, ['--flow=device']), environment };
}

/** A Node program that prints a code with openid-client; null if that package is not installed. */
export function openidClient(server: AuthorizationServer): Program | null {
  const script = join(import.meta.dirname, 'device-flow.mjs');
  try {
    import.meta.resolve('openid-client');
  } catch {
    return null;
  }
  return {
    command: process.execPath,
    args: [script, server.url, server.clientId, server.scope],
    environment: process.env,
  };
}

function generating(server: AuthorizationServer, flow: readonly string[]): readonly string[] {
  const client = [`--iss=${server.url}`, `--client-id=${PEER.id}`, `--client-secret=${PEER.secret}`];
  const asked = [`--scope=${server.scope}`, '--redirect-uri=http://localhost:4242'];
  return ['--manual', ...client, ...asked, ...flow, '--prompt=none', '--pw-env', '--confirm-default', ACCOUNT];
}

/** Signs in by the device flow, as the peer's client. */
async function refreshToken(server: AuthorizationServer): Promise<string> {
  const client = createClient(server.url, PEER.id, PEER.secret);
  const { json } = await client.start();
  await approveByForms(server.approvalPage, { userCode: String(json['user_code']), decision: 'approve' });
  for (;;) {
    const { json: tokens } = await client.poll(json['device_code']);
    if (typeof tokens['refresh_token'] === 'string') return tokens['refresh_token'];
    await sleep(200);
  }
}
