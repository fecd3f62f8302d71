/** The local API's responses: JSON, a line of text if the caller wants that, or problem details (RFC 9457). */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Grant, ToolProblem } from '../../preload/api.ts';
import { inTermsOfOptions, PROBLEMS, problemUri } from './problems.ts';
import type { AccountSummary, IssuedToken, Refusal, StatusSummary } from './types.ts';

/** The response header that carries the exit code of a command, for the launcher script. */
const EXIT_CODE_HEADER = 'Companion-Exit-Code';

/** Whether the caller wants text instead of JSON. */
export function wantsText({ headers }: IncomingMessage): boolean {
  return /^text\/plain\b/i.test(headers.accept ?? '');
}

export function tokenJson({ accessToken, expiresAt, account, scope }: IssuedToken) {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    ...(expiresAt !== null && { expires_at: new Date(expiresAt).toISOString() }),
    account: account.name,
    server: account.server,
    ...(scope !== null && { scope }),
  };
}

export function accountJson({ id, name, server, user, state }: AccountSummary) {
  return { id, name, server, user, state };
}

export function statusJson({ version, servedBy, localTools, accounts, consentPending }: StatusSummary) {
  return {
    version,
    served_by: servedBy,
    local_tools: localTools,
    consent_pending: consentPending,
    accounts: accounts.map(accountJson),
  };
}

export function grantJson(grant: Grant, accounts: readonly AccountSummary[]) {
  return {
    tool: grant.tool,
    account: accounts.find(({ id }) => id === grant.accountId)?.name ?? null,
    host: grant.host,
    duration: grant.duration,
    granted_at: new Date(grant.grantedAt).toISOString(),
    last_used_at: grant.lastUsedAt === null ? null : new Date(grant.lastUsedAt).toISOString(),
    uses: grant.uses,
  };
}

export function sendJson(response: ServerResponse, status: number, body: object) {
  send(response, status, JSON.stringify(body), { 'Content-Type': 'application/json', [EXIT_CODE_HEADER]: 0 });
}

/** Sends one line, as a command prints it. */
export function sendText(response: ServerResponse, status: number, exitCode: number, line: string, headers = {}) {
  const type = 'text/plain; charset=utf-8';
  send(response, status, `${line}\n`, { 'Content-Type': type, [EXIT_CODE_HEADER]: exitCode, ...headers });
}

function send(response: ServerResponse, status: number, body: string, headers: OutgoingHttpHeaders) {
  const always = { 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...always, ...headers });
  response.end(body);
}

/** Sends RFC 9457 problem details, or one line of text if the caller wants that. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal) {
  if (response.headersSent || response.destroyed) return;
  const { problem, detail, retryAfterMs } = refusal;
  const { status, exitCode } = PROBLEMS[problem];
  const headers = {
    ...(retryAfterMs !== undefined && { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) }),
    // If the request was not read to its end, the rest must not be read as the next request.
    ...(!request.complete && { Connection: 'close' }),
  };
  if (wantsText(request)) return sendText(response, status, exitCode, inTermsOfOptions(detail), headers);
  const body = JSON.stringify(problemDetails(problem, detail));
  const type = 'application/problem+json';
  send(response, status, body, { 'Content-Type': type, [EXIT_CODE_HEADER]: exitCode, ...headers });
}

function problemDetails(problem: ToolProblem, detail: string) {
  const { status, title } = PROBLEMS[problem];
  return { type: problemUri(problem), title, status, detail };
}

/** Responds to an invalid or late request, and closes the connection. */
export function end(socket: Socket, { problem, detail }: Refusal) {
  // As Node's documentation of `clientError` requires: such a socket may already be broken.
  if (!socket.writable) return void socket.destroy();
  const { status, exitCode } = PROBLEMS[problem];
  const body = JSON.stringify(problemDetails(problem, detail));
  const head = [
    `HTTP/1.1 ${status} Bad Request`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${EXIT_CODE_HEADER}: ${exitCode}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
