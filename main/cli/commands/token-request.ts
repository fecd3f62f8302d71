/** Requests a token with the command line's options, and reads the response. */
import type { SettingProblem } from '../flags.ts';
import { wantedAccount } from '../wanted-account.ts';
import { toolNameFrom } from './default-tool-name.ts';
import { fail, usage } from './fail.ts';
import type { CommandParts } from './parts.ts';

/** An issued token. Secret. */
export interface HandedOut {
  readonly accessToken: string;
  /** RFC 3339; null: unknown. */
  readonly expiresAt: string | null;
  /** The whole response, for `--json`. */
  readonly json: object;
}

/** Resolves with the token, or prints the reason and resolves with the exit code. */
export async function requestToken(
  { command, call, io }: CommandParts,
  { tool, host = null }: { readonly tool: string; readonly host?: string | null },
): Promise<HandedOut | number> {
  const minValid = readMinValid(command.values['min-valid']);
  if (typeof minValid === 'object' && minValid !== null) return usage(io, minValid);
  const response = await call('/v1/token', {
    tool: command.values['tool'] ?? toolNameFrom(tool),
    reason: command.values['reason'] ?? null,
    account: wantedAccount(command.values, io.environment),
    server: command.values['server'] ?? null,
    host,
    minValid,
    startedBy: io.startedBy,
    folder: io.folder,
  });
  if (response.kind === 'problem') return fail(io, response);
  return readToken(response.body) ?? fail(io, NOT_A_TOKEN);
}

/** Reports that a server rejected the token that the same command line got, so that it is renewed. */
export async function reportRejected(
  { command, call, io }: CommandParts,
  { tool, host }: { readonly tool: string; readonly host: string },
): Promise<void> {
  const { server = null } = command.values;
  await call('/v1/rejected', { tool, host, account: wantedAccount(command.values, io.environment), server });
}

const NOT_A_TOKEN = {
  kind: 'problem',
  problem: 'internal',
  detail: 'The running app responded with something that is not a token. Is it another version? Restart it.',
} as const;

function readToken(body: unknown): HandedOut | null {
  if (typeof body !== 'object' || body === null || !('access_token' in body)) return null;
  const { access_token: accessToken, expires_at: expiresAt }: { access_token: unknown; expires_at?: unknown } = body;
  // RFC 6750 §2.1 allows only these characters in a header. None of them ends a line.
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) return null;
  return { accessToken, expiresAt: typeof expiresAt === 'string' ? expiresAt : null, json: body };
}

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** Seconds; null: not given. */
function readMinValid(given: string | undefined): number | null | SettingProblem {
  if (given === undefined) return null;
  const [, count = '', unit] = /^(\d{1,9})([smh]?)$/.exec(given) ?? [];
  if (count === '') return { setting: '--min-valid', must: 'be a time such as 90s, 5m or 1h' };
  const each = unit === 'm' || unit === 'h' ? SECONDS[unit] : SECONDS.s;
  return Number(count) * each;
}
