/** Rules for the short names of accounts, and the name of an account that the user hasn't named. */
import type { NameProblem } from '../../preload/api.ts';

const LONGEST = 32;
/** No characters that are special in a shell or invisible, and no leading dash, so `--account=NAME` needs no quotes. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;
/** A name of ASCII, as most are. Loading the data of all other characters takes longer than anything else done with names. */
const PLAIN = /^[a-z\d][\w.-]*$/i;
/** Fillers and selectors, which count as letters and marks but are invisible. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** Looks like an account ID, and could be confused with that account. */
const LIKE_AN_ID = /^[0-9a-f]{16}$/i;

/** Labels of a host name that don't identify an organization. */
const GENERIC: readonly string[] = [
  'account',
  'accounts',
  'auth',
  'id',
  'identity',
  'idp',
  'login',
  'oauth',
  'oidc',
  'signin',
  'sso',
  'www',
];

const LOOPBACK = /^(127\.[\d.]+|\[::1\])$/;

/** The name of an account if its host has no meaningful label. */
const NAMELESS = 'account';

/** Why a name can't be used, given those that are `taken`; null if it can. */
export function nameProblem(
  name: string,
  taken: readonly string[],
): Exclude<NameProblem, 'locked' | 'not-saved'> | null {
  if (name === '') return 'empty';
  if ([...name].length > LONGEST) return 'too-long';
  const isReadable = PLAIN.test(name) || (NAME.test(name) && !INVISIBLE.test(name));
  if (!isReadable || LIKE_AN_ID.test(name)) return 'bad-character';
  return isTaken(name, taken) ? 'taken' : null;
}

/** The name as stored: trimmed and Unicode-normalized. */
export function normalizedName(typed: string): string {
  return typed.trim().normalize('NFC');
}

/** Whether two names look the same to people. */
export function isSameName(one: string, other: string): boolean {
  return foldedName(one) === foldedName(other);
}

/** Equal for names that look the same to people. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/**
 * The name of an account that the user hasn't named: after its server, and also after the person if that name is taken.
 * @param user the person's name on the server, a claim; only its letters, digits and . _ - are used
 */
export function defaultName(host: string, user: string | null, taken: readonly string[]): string {
  const ofHost = hostName(host);
  const ofUser = user === null ? '' : usable(user.replace(/@.*/s, ''));
  const wanted = isTaken(ofHost, taken) && ofUser !== '' ? shortened(`${ofHost}-${ofUser}`) : ofHost;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${shortened(wanted, LONGEST - 4)}-${n}`;
    if (nameProblem(name, taken) === null) return name;
  }
}

/** The first label that identifies an organization. The last of several labels is a country or a generic domain. */
function hostName(host: string): string {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const labels = name.split('.');
  if (LOOPBACK.test(name)) return 'localhost';
  if (name.startsWith('[') || labels.every((label) => /^\d+$/.test(label))) return NAMELESS;
  const candidates = labels.length === 1 ? labels : labels.slice(0, -1);
  const label = candidates.find((each) => !GENERIC.includes(each)) ?? (labels.length === 1 ? '' : name);
  return usable(label) || NAMELESS;
}

function usable(text: string): string {
  if (PLAIN.test(text)) return shortened(text);
  const letters = [...text.normalize('NFC')].filter(
    (each) => /[\p{L}\p{M}\p{N}._-]/u.test(each) && !INVISIBLE.test(each),
  );
  return shortened(letters.join('').replace(/^[^\p{L}\p{N}]+/u, ''));
}

function shortened(text: string, longest = LONGEST): string {
  return [...text].slice(0, longest).join('');
}

function isTaken(name: string, taken: readonly string[]): boolean {
  return taken.some((other) => isSameName(name, other));
}
