/** Chooses the messages for when Chromium's sandbox is off. */
import type { SandboxState } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';

type About = Pick<Catalogs['terminal']['settings']['about'], 'sandboxOff' | 'sandboxOffFromSource'>;

/** What it means, and what to do; null if the sandbox is on. */
export function withoutSandbox(sandbox: SandboxState, { settings }: { readonly settings: { readonly about: About } }) {
  const { sandboxOff, sandboxOffFromSource } = settings.about;
  return { on: null, off: sandboxOff, 'off-from-source': sandboxOffFromSource }[sandbox];
}
