/** A certificate for one IP address that no one trusts. Node can read certificates but cannot make them. */
import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** DER tags (X.690) of the parts of a certificate. */
const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
  ipAddress: 0x87,
  version: 0xa0,
  extensions: 0xa3,
};

/** ecdsa-with-SHA256 (1.2.840.10045.4.3.2). */
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
/** commonName (2.5.4.3). */
const COMMON_NAME = oid('550403');
/** subjectAltName (2.5.29.17), the only place where browsers look for the address (RFC 9525). */
const ALTERNATIVE_NAME = oid('551d11');
/** extKeyUsage (2.5.29.37) with serverAuth (1.3.6.1.5.5.7.3.1), which iOS requires. */
const KEY_USAGE = oid('551d25');
const SERVER_AUTHENTICATION = oid('2b06010505070301');
const DAY_MS = 24 * 3600 * 1000;

export interface SelfSigned {
  /** PEM */
  readonly key: string;
  /** PEM */
  readonly cert: string;
  /** SHA-256 of the certificate in hexadecimal bytes, separated by colons, as browsers show it. */
  readonly fingerprint: string;
}

/** A new key and its certificate (RFC 5280 §4.1) for an IPv4 or IPv6 address, valid from yesterday for a month. */
export function selfSigned(address = '127.0.0.1'): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(TAG.set, sequence(COMMON_NAME, der(TAG.text, Buffer.from(address)))));
  const toBeSigned = sequence(
    der(TAG.version, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + 30 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      TAG.extensions,
      sequence(
        sequence(ALTERNATIVE_NAME, der(TAG.octets, sequence(der(TAG.ipAddress, addressBytes(address))))),
        sequence(KEY_USAGE, der(TAG.octets, sequence(SERVER_AUTHENTICATION))),
      ),
    ),
  );
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const certificate = new X509Certificate(sequence(toBeSigned, ECDSA_SHA256, signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: certificate.toString(),
    fingerprint: certificate.fingerprint256,
  };
}

/** An IP address as 4 or 16 bytes. */
function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // A URL normalizes an IPv6 address to hexadecimal groups with at most one `::`.
  const [before = '', after = ''] = new URL(`https://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [groups(before), groups(after)];
  const zeros = Array<number>(8 - first.length - last.length).fill(0);
  return Buffer.from([...first, ...zeros, ...last].flatMap((group) => [group >> 8, group & 0xff]));
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, 'hex'));
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(TAG.sequence, ...content);
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(body.length)]), body]);
}

/** Encodes a length in the shortest form (X.690 §10.1). Chromium rejects certificates with a longer form; Node accepts them. */
function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

/** YYMMDDHHMMSSZ */
function time(epochMs: number): Buffer {
  return der(TAG.time, Buffer.from(`${new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}
