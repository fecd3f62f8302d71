/** Refusals that several parts of the broker use. */
import type { ConsentQuestion, GrantDuration } from '../../preload/api.ts';
import type { ConsentResult } from './consent.ts';
import type { OwnCommand, Refusal } from './types.ts';

export const QUITTING: Refusal = {
  problem: 'shutting-down',
  detail: 'Transparenc Companion is quitting.',
  retryAfterMs: 1_000,
};

export const TOO_MANY_WAITING: Refusal = {
  problem: 'busy',
  detail: 'Too many requests are waiting. Try again in a moment.',
  retryAfterMs: 1_000,
};

export const CALLER_GONE: Refusal = { problem: 'busy', detail: 'The caller is gone.' };

export const TOOLS_OFF: Refusal = {
  problem: 'tools-off',
  detail: 'Local tools are off in the settings of Transparenc Companion.',
};

export const SIGN_IN_CHANGED: Refusal = {
  problem: 'no-consent',
  detail: 'The sign-in has changed in the meantime. Ask again.',
};

export const TOOL_REMOVED: Refusal = {
  problem: 'no-consent',
  detail: 'The user has removed this tool in the meantime. Ask again.',
};

/** How long the user allows a tool, or why it's refused. */
export type Decision = 'once' | GrantDuration | Refusal;

/** The part of a question with which the user can allow the tool in advance. */
type Asked = Pick<ConsentQuestion, 'tool' | 'host' | 'account' | 'severalAccounts'>;

/**
 * Converts the user's answer to a decision.
 * @param ownCommand the command to recommend; null if this system has none
 */
export function decisionOf(answer: ConsentResult, asked: Asked, ownCommand: OwnCommand | null): Decision {
  switch (answer) {
    case 'no':
      return { problem: 'declined', detail: 'The user did not allow it.' };
    case 'silence':
      return {
        problem: 'no-consent',
        detail: 'No one answered the question of whether this tool may use the sign-in.',
      };
    case 'unavailable':
      return {
        problem: 'no-consent',
        detail: `The user must allow this tool first, and cannot be asked here. Open Transparenc Companion${ownCommand ? `, or without a display, run this in a terminal: ${commandToAllow(asked, ownCommand)}` : '.'}`,
      };
    case 'resting':
      return {
        problem: 'no-consent',
        detail: 'The user did not allow the last three requests, so no tool can ask for ten minutes. Try again later.',
      };
    case 'stopped':
      return QUITTING;
    case 'once':
    case 'until-lock':
    case 'always':
      return answer;
    default:
      return answer satisfies never;
  }
}

/** Complete, because without its host and account it would allow something else. */
function commandToAllow({ tool, host, account, severalAccounts }: Asked, ownCommand: OwnCommand): string {
  return ownCommand(
    'tools',
    'allow',
    tool,
    ...(severalAccounts ? [`--account=${account.name}`] : []),
    ...(host === null ? [] : [`--host=${host}`]),
  );
}
