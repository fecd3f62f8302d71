/** An account's short name: what makes a usable one, and what an account is called if the user chose no name. */
import type { NameProblem } from '../../preload/api.ts';

const LONGEST = 32;
/** No character with a meaning in a shell, none that is invisible, and no dash in front: `--account=NAME` needs no quotes. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;
/** Fillers and selectors count as letters and marks, and no one can see them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** An id would be taken for the account that it identifies. */
const LIKE_AN_ID = /^[0-9a-f]{16}$/i;

/** Labels of a host that name no organization. */
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

/** The name of an account whose host has no meaningful label. */
const NAMELESS = 'account';

/** Why a name cannot be used beside those that are `taken`; null: it can. */
export function wrongName(name: string, taken: readonly string[]): Exclude<NameProblem, 'locked' | 'not-saved'> | null {
  if (name === '') return 'empty';
  if ([...name].length > LONGEST) return 'too-long';
  if (!NAME.test(name) || INVISIBLE.test(name) || LIKE_AN_ID.test(name)) return 'bad-character';
  return isTaken(name, taken) ? 'taken' : null;
}

/** As it is stored: without the blanks around what was typed, and each letter spelled in one way. */
export function tidyName(typed: string): string {
  return typed.trim().normalize('NFC');
}

/** Whether two names are the same to a person. */
export function isSameName(one: string, other: string): boolean {
  return foldedName(one) === foldedName(other);
}

/** Equal for names that are the same to a person. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/**
 * What an account is called if the user chose no name: after its server, and after the user too if that name is taken.
 * @param user the person's name on the server: a claim, of which only letters, digits and . _ - are used
 */
export function defaultName(host: string, user: string | null, taken: readonly string[]): string {
  const ofHost = hostName(host);
  const ofUser = user === null ? '' : usable(user.split('@')[0] ?? '');
  const wanted = isTaken(ofHost, taken) && ofUser !== '' ? shortened(`${ofHost}-${ofUser}`) : ofHost;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${shortened(wanted, LONGEST - 4)}-${n}`;
    if (wrongName(name, taken) === null) return name;
  }
}

/** The first label that shows whose server it is; the last one of several is a country or a kind of organization. */
function hostName(host: string): string {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const labels = name.split('.');
  if (LOOPBACK.test(name)) return 'localhost';
  if (name.startsWith('[') || labels.every((label) => /^\d+$/.test(label))) return NAMELESS;
  const telling = labels.length === 1 ? labels : labels.slice(0, -1);
  const label = telling.find((each) => !GENERIC.includes(each)) ?? (labels.length === 1 ? '' : name);
  return usable(label) || NAMELESS;
}

function usable(text: string): string {
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
