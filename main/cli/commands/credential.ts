/** `credential`: credential helpers for git, docker and kubectl. */
import { dockerCredential } from './credential-docker.ts';
import { gitCredential } from './credential-git.ts';
import { kubectlCredential } from './credential-kubectl.ts';
import { usage } from './fail.ts';
import type { CommandParts } from './parts.ts';

export async function credential(parts: CommandParts): Promise<number> {
  const [helper, action] = parts.command.words;
  const must =
    'be written credential git get|store|erase, credential kubectl or credential docker get|store|erase|list';
  if (helper === 'git' && action !== undefined) return gitCredential(parts, action);
  if (helper === 'docker' && action !== undefined) return dockerCredential(parts, action);
  if (helper === 'kubectl' && action === undefined) return kubectlCredential(parts);
  return usage(parts.io, { setting: 'The command credential', must });
}
