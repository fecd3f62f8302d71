/** Passes a validated release to electron-updater, as its provider (the library's term for a source of releases). */
import type { Provider, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider';
import type { Release } from './feed.ts';

/** Converts a validated release to the library's format. Nothing else of the feed reaches the library. */
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
