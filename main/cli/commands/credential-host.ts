/** What the credential helpers have in common. */

/** The user name that goes with a token as password. Servers that take tokens by Basic ignore it. */
export const TOKEN_USER = 'oauth2';

/**
 * The host of an address that a token may be sent to, with its port if that is not 443; null: no https address.
 * Without a scheme it is read as https, as git and docker mean it.
 */
export function httpsHost(address: string): string | null {
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === 'https:' && host !== '' ? host : null;
}
