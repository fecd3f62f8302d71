/** What users type or paste to let a tool use the sign-in. The same in every language, and copied by main itself. */
import type { ToolUse } from '../preload/api.ts';

/** The name of the app's command. */
export const COMMAND = 'transparenc-companion';

export const TOOL_COMMANDS: Readonly<Record<ToolUse, string>> = {
  terminal: 'transparenc-companion token',
  git: "git config --global credential.https://git.example.org.helper '!transparenc-companion credential git'",
  docker: '"credHelpers": {"registry.example.org": "transparenc"}',
  // In `v1` a user entry needs an interactive mode, which older versions of this command cannot set.
  kubectl:
    'kubectl config set-credentials companion --exec-api-version=client.authentication.k8s.io/v1beta1 --exec-command=transparenc-companion --exec-arg=credential,kubectl',
};
