/** Creates a Homebrew cask, with the stanzas in the order that the Cask Cookbook requires. */
import type { Product } from './product.ts';

export function homebrewCask(product: Product): string {
  const { owner, version, appId, title } = product;
  const dmg = product.fileOf('mac-universal.dmg');
  const library = (path: string) => `    "~/Library/${path}",`;
  return `cask ${ruby(product.name)} do
  version ${ruby(version)}
  sha256 ${ruby(dmg.sha256)}

  url ${ruby(dmg.url.replaceAll(version, '#{version}'))}
  name ${ruby(title)}
  desc ${ruby(product.summary.replace(/^Signs\b/, 'Sign'))}
  homepage ${ruby(owner.homepage)}

  livecheck do
    url :url
    strategy :github_latest
  end
${product.updatesItself ? '\n  auto_updates true\n' : ''}
  app ${ruby(`${title}.app`)}

  uninstall quit: ${ruby(appId)}

  zap trash: [
${[
  `Application Support/${title}`,
  `Caches/${appId}.ShipIt`,
  `HTTPStorages/${appId}`,
  `Preferences/${appId}.plist`,
  `Saved Application State/${appId}.savedState`,
]
  .map(library)
  .join('\n')}
  ]
end
`;
}

/** A Ruby string in which only `#{version}` is interpolated. */
function ruby(text: string): string {
  const quoted = text.replace(/["\\]|#(?!\{version\})/g, (character) => `\\${character}`);
  return `"${quoted}"`;
}
