/** `node build/release/security-txt.ts > security.txt`: the homepage's /.well-known/security.txt (RFC 9116). */
import { pathToFileURL } from 'node:url';
import { type Owner, readOwner } from './owner.ts';

const DAY_MS = 86_400_000;

/** @param now the file expires 364 days later: RFC 9116 recommends less than a year */
export function securityTxt({ homepage, repository, securityContact }: Owner, now: Date): string {
  const fields: readonly (readonly [field: string, value: string])[] = [
    ['Contact', `mailto:${securityContact}`],
    ['Contact', `${repository}/security/advisories/new`],
    ['Expires', new Date(now.getTime() + 364 * DAY_MS).toISOString().replace(/\.\d{3}Z$/, 'Z')],
    ['Preferred-Languages', 'en'],
    ['Canonical', `${homepage}/.well-known/security.txt`],
    ['Policy', `${repository}/blob/HEAD/SECURITY.md`],
  ];
  return fields.map(([field, value]) => `${field}: ${value}\n`).join('');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(securityTxt(readOwner(), new Date()));
