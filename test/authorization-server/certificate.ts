/** A certificate for 127.0.0.1 that nobody trusts. Node can read certificates but not make them. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** DER tags (X.690) of what a certificate is made of. */
const TAG = { integer: 0x02, bits: 0x03, oid: 0x06, text: 0x0c, time: 0x17, sequence: 0x30, set: 0x31, version: 0xa0 };

/** ecdsa-with-SHA256 (1.2.840.10045.4.3.2) and commonName (2.5.4.3). */
const ECDSA_SHA256 = sequence(der(TAG.oid, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = der(TAG.oid, Buffer.from('550403', 'hex'));
const DAY_MS = 24 * 3600 * 1000;

/** A new key and its certificate (RFC 5280 §4.1), valid from yesterday for a month. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(TAG.set, sequence(COMMON_NAME, der(TAG.text, Buffer.from('127.0.0.1')))));
  const toBeSigned = sequence(
    der(TAG.version, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + 30 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const cert = sequence(toBeSigned, ECDSA_SHA256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  };
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(TAG.sequence, ...content);
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

/** YYMMDDHHMMSSZ */
function time(epochMs: number): Buffer {
  return der(TAG.time, Buffer.from(`${new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}
