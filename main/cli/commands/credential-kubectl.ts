/**
 * `credential kubectl`: an exec credential plugin for kubectl and other Kubernetes clients.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats
 */
import { httpsHost } from './credential-host.ts';
import { usage } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { fieldOf } from './status-response.ts';
import { requestToken } from './token-request.ts';

const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'] as const;

export async function kubectlCredential(parts: CommandParts): Promise<number> {
  const { io } = parts;
  const asked = readExecInfo(io.environment['KUBERNETES_EXEC_INFO']);
  if (asked === null)
    return usage(io, { setting: 'KUBERNETES_EXEC_INFO', must: `be an ExecCredential of ${VERSIONS.join(' or ')}` });
  const host = asked.server === null ? null : httpsHost(asked.server);
  if (asked.server !== null && host === null)
    return usage(io, { setting: 'The address of the cluster', must: 'start with https://' });
  const handedOut = await requestToken(parts, { tool: 'kubectl', host });
  if (typeof handedOut === 'number') return handedOut;
  const { accessToken: token, expiresAt } = handedOut;
  const status = expiresAt === null ? { token } : { token, expirationTimestamp: wholeSeconds(expiresAt) };
  io.print(`${JSON.stringify({ apiVersion: asked.apiVersion, kind: 'ExecCredential', status })}\n`);
  return 0;
}

interface ExecInfo {
  readonly apiVersion: string;
  /** The cluster's URL, if `provideClusterInfo` is set. */
  readonly server: string | null;
}

/** Without the variable, assumes the newest version; null if the version is unknown. */
function readExecInfo(text: string | undefined): ExecInfo | null {
  if (text === undefined || text === '') return { apiVersion: VERSIONS[0], server: null };
  try {
    const info: unknown = JSON.parse(text);
    const apiVersion = VERSIONS.find((version) => version === fieldOf(info, 'apiVersion'));
    const server = fieldOf(fieldOf(fieldOf(info, 'spec'), 'cluster'), 'server');
    return apiVersion === undefined ? null : { apiVersion, server: typeof server === 'string' ? server : null };
  } catch {
    return null;
  }
}

/** RFC 3339 without fractions of a second, which every client can read. */
function wholeSeconds(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
