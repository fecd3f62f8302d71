/** The facts that only the owner knows, and the places that repeat them. owner.json is the only file to fill in. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Every value is text; docs/cyber-resilience.md explains each. */
export interface Owner {
  readonly manufacturer: string;
  readonly address: string;
  /** The contact for everything except vulnerabilities. */
  readonly email: string;
  /** The https URL of the homepage, without a trailing slash. */
  readonly homepage: string;
  /** The https URL of the repository, where releases are drafted, without a trailing slash. */
  readonly repository: string;
  /** The email address for vulnerabilities. */
  readonly securityContact: string;
  /** How soon a report is acknowledged. */
  readonly responseTime: string;
  /** The last month with security updates, as `2032-01`. */
  readonly supportEnds: string;
  readonly coordinator: string;
  readonly productClass: string;
  readonly applicationId: string;
  readonly wingetId: string;
}

/** A file that repeats a value. `at` matches exactly once, and its group contains the value. */
export interface Place {
  readonly file: string;
  readonly at: RegExp;
  readonly value: (owner: Owner) => string;
}

const FIELDS: readonly (keyof Owner)[] = [
  'manufacturer',
  'address',
  'email',
  'homepage',
  'repository',
  'securityContact',
  'responseTime',
  'supportEnds',
  'coordinator',
  'productClass',
  'applicationId',
  'wingetId',
];

export const PLACES: readonly Place[] = [
  { file: 'package.json', at: /"homepage": "([^"]+)"/, value: ({ homepage }) => homepage },
  {
    file: 'electron-builder.yml',
    at: /^ {2}maintainer: The Transparenc Companion authors <([^>]+)>$/m,
    value: ({ email }) => email,
  },
  { file: 'SECURITY.md', at: /^Write to (\S+) or /m, value: ({ securityContact }) => securityContact },
  ...(
    [
      'manufacturer',
      'address',
      'email',
      'securityContact',
      'responseTime',
      'supportEnds',
      'coordinator',
      'productClass',
    ] as const
  ).map(
    (field): Place => ({
      file: 'docs/cyber-resilience.md',
      at: new RegExp(`^\\| [^|]+ \\| (.+) \\| <!-- ${field} -->$`, 'm'),
      value: (owner) => owner[field],
    }),
  ),
];

const ROOT = new URL('../../', import.meta.url);

const APP_ID = /^appId: (\S+)$/m.exec(readFileSync(new URL('electron-builder.yml', ROOT), 'utf8'))?.[1];

/** Throws if a field is missing, unknown or not a text. */
export function readOwner(): Owner {
  const held: Readonly<Record<string, unknown>> = JSON.parse(
    readFileSync(new URL('owner.json', import.meta.url), 'utf8'),
  );
  const wrong = [...new Set([...FIELDS, ...Object.keys(held)])].filter(
    (field) => !FIELDS.some((it) => it === field) || typeof held[field] !== 'string' || held[field] === '',
  );
  if (wrong.length > 0) throw new Error(`owner.json: ${wrong.join(', ')}`);
  return Object.fromEntries(FIELDS.map((field) => [field, String(held[field])])) as Record<keyof Owner, string>;
}

/** The obstacles to a release, in sentences; empty if every value is filled in and valid at `now`. */
export function notFilledIn(owner: Owner, now: Date): readonly string[] {
  const wrongs: string[] = [];
  for (const field of FIELDS) {
    // `.example` is reserved for documentation (RFC 2606), so no one can own it.
    if (/FILL[ -]IN|\.example\b/.test(owner[field])) wrongs.push(`${field} is still a placeholder: ${owner[field]}`);
  }
  if (wrongs.length > 0) return wrongs;
  for (const field of ['homepage', 'repository'] as const)
    if (!/^https:\/\/[^\s?#]+[^\s?#/]$/.test(owner[field]))
      wrongs.push(`${field} must be https, without a slash at its end`);
  for (const field of ['email', 'securityContact'] as const)
    if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(owner[field])) wrongs.push(`${field} must be an email address`);
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(owner.supportEnds) ?? [];
  if (!year || !month) wrongs.push('supportEnds must be a month, as 2032-01');
  else if (Date.UTC(Number(year), Number(month)) <= now.getTime()) wrongs.push('supportEnds has passed');
  if (!/^[\w-]+(\.[\w-]+)+$/.test(owner.wingetId)) wrongs.push('wingetId must be Publisher.Package');
  if (owner.applicationId !== APP_ID) wrongs.push(`applicationId must be ${APP_ID}, as in electron-builder.yml`);
  return wrongs;
}

/** The places that don't contain the owner's value exactly once. */
export function placesOutOfDate(owner: Owner, root = ROOT): readonly Place[] {
  return PLACES.filter((place) => {
    const found = [
      ...readFileSync(new URL(place.file, root), 'utf8').matchAll(new RegExp(place.at, `${place.at.flags}g`)),
    ];
    return found.length !== 1 || found[0]?.[1] !== place.value(owner);
  });
}

/** Writes the owner's values to every place. */
export function fillIn(owner: Owner, root = ROOT): void {
  for (const { file, at, value } of PLACES) {
    const path = new URL(file, root);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(at, (whole, held: string) => whole.replace(held, () => value(owner))),
    );
  }
}
