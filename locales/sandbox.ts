/** Chooses the messages for when Chromium's sandbox is off. */
import type { SandboxState } from '../preload/api.ts';

interface SandboxTexts {
  readonly settings: { readonly about: { readonly sandboxOff: SandboxOff; readonly sandboxOffFromSource: SandboxOff } };
}

interface SandboxOff {
  readonly text: string;
  readonly next: string;
}

/** What it means, and what to do; null if the sandbox is on. */
export function withoutSandbox(sandbox: SandboxState, { settings: { about } }: SandboxTexts): SandboxOff | null {
  switch (sandbox) {
    case 'on':
      return null;
    case 'off':
      return about.sandboxOff;
    case 'off-from-source':
      return about.sandboxOffFromSource;
    default:
      return sandbox satisfies never;
  }
}
