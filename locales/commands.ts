/** The commands and configurations that let tools use the sign-in. They are the same in every language. */
import type { ToolUse } from '../preload/api.ts';

/** The name of the app's command. */
export const COMMAND = 'transparenc-companion';

/**
 * The command for a tool.
 * @param account the name of the account, which is safe in a shell; null if there is only one. Docker's helpers take no arguments;
 * they use the account that matches the registry's host
 */
export function toolCommand(use: ToolUse, account: string | null): string {
  const chosen = account === null ? '' : ` --account=${account}`;
  switch (use) {
    case 'terminal':
      return `${COMMAND} token${chosen}`;
    case 'git':
      return `git config --global credential.https://git.example.org.helper '!${COMMAND} credential git${chosen}'`;
    case 'docker':
      return '"credHelpers": {"registry.example.org": "transparenc"}';
    case 'kubectl':
      // In `v1`, a user entry needs an interactive mode, which most versions of this command can't set.
      return [
        'kubectl config set-credentials companion --exec-api-version=client.authentication.k8s.io/v1beta1',
        `--exec-command=${COMMAND} --exec-arg=credential,kubectl${account === null ? '' : `,--account=${account}`}`,
      ].join(' ');
    default:
      return use satisfies never;
  }
}
