/** Every way a request to the local API can fail: its stable type, its HTTP status and the exit code of a command. */

/** RFC 9457 §3.1.1 `type`, as `tag:` URIs would be too long to type: documented in docs/local-tools.md. */
export const PROBLEMS = {
  'bad-request': { status: 400, exitCode: 64 },
  'unknown-account': { status: 404, exitCode: 64 },
  'not-found': { status: 404, exitCode: 64 },
  'ambiguous-account': { status: 409, exitCode: 11 },
  'not-signed-in': { status: 409, exitCode: 9 },
  'storage-unreadable': { status: 409, exitCode: 6 },
  declined: { status: 403, exitCode: 2 },
  'no-consent': { status: 403, exitCode: 10 },
  'host-not-allowed': { status: 403, exitCode: 64 },
  'tools-off': { status: 403, exitCode: 78 },
  'not-allowed-by-policy': { status: 403, exitCode: 78 },
  'untrusted-caller': { status: 403, exitCode: 64 },
  'lifetime-unavailable': { status: 422, exitCode: 12 },
  'server-unreachable': { status: 503, exitCode: 5 },
  'server-refused': { status: 502, exitCode: 4 },
  busy: { status: 429, exitCode: 7 },
  'shutting-down': { status: 503, exitCode: 7 },
  internal: { status: 500, exitCode: 1 },
} as const;

export type ProblemType = keyof typeof PROBLEMS;

/** The URI of a problem's type. */
export function problemUri(type: ProblemType): string {
  return `urn:transparenc-companion:problem:${type}`;
}
