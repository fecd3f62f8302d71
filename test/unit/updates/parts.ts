/** A feed as electron-builder writes it, with a test's changes. */

/** The feed's address. */
export const FEED = 'https://updates.example.org/companion/';

export const SHA512 = `${'A'.repeat(86)}==`;

export function latestYml({
  version = '1.1.0',
  url = 'companion-1.1.0.exe',
  sha512 = SHA512,
  size = '90000000',
  times = 1,
} = {}): string {
  const file = [`  - url: ${url}`, `    sha512: ${sha512}`, `    size: ${size}`, '    blockMapSize: 95000'];
  return [
    `version: ${version}`,
    'files:',
    ...Array.from({ length: times }, () => file).flat(),
    `path: ${url}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-24T18:00:00.000Z'",
    '',
  ].join('\n');
}
