/** A release in the format of electron-updater, which calls the source of its releases a provider. */
import type { Provider, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider';
import type { Release } from './feed.ts';

/** Hands the library what was validated, in its own format, and nothing else of the feed. */
export function providerOf(base: typeof Provider, { version, files }: Release) {
  const listed = files.map(({ url, sha512, size }) => ({ url, sha512, size }));
  const [first] = listed;
  return class extends base<UpdateInfo> {
    // This is how the library creates a provider that is not its own.
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    async getLatestVersion(): Promise<UpdateInfo> {
      return { version, files: listed, path: first?.url ?? '', sha512: first?.sha512 ?? '', releaseDate: '' };
    }
    resolveFiles(): ResolvedUpdateFileInfo[] {
      return listed.map((info) => ({ url: new URL(info.url), info }));
    }
  };
}
