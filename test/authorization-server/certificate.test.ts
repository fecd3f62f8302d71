import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { selfSigned } from './certificate.ts';

const ADDRESSES = [
  '192.168.1.5',
  '::1',
  'fd00::',
  '2001:db8::8:800:200c:417a',
  '2001:db8:1:2:3:4:5:6',
  '::ffff:192.0.2.1',
];

describe('a certificate', () => {
  test.each(ADDRESSES)('for %s is valid for exactly that address', (address) => {
    const { cert, fingerprint } = selfSigned(address);
    const certificate = new X509Certificate(cert);
    expect(certificate.checkIP(address)).toBe(address);
    expect(certificate.checkIP('192.168.1.6')).toBeUndefined();
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.fingerprint256).toBe(fingerprint);
  });

  test.each(ADDRESSES)('for %s has only lengths of the shortest form, as Chromium requires', (address) => {
    const lengths = lengthsIn(new X509Certificate(selfSigned(address).cert).raw);
    expect(lengths.length).toBeGreaterThan(30);
    for (const { bytes, value } of lengths) expect(bytes).toBe(value < 0x80 ? 1 : value < 0x100 ? 2 : 3);
  });
});

/** Lengths in DER, each with the number of bytes that encode it. */
function lengthsIn(der: Buffer): { readonly bytes: number; readonly value: number }[] {
  const lengths = [];
  for (let at = 0; at < der.length; ) {
    const tag = der.readUInt8(at);
    const first = der.readUInt8(at + 1);
    const bytes = first < 0x80 ? 1 : 1 + (first & 0x7f);
    const value = bytes === 1 ? first : der.readUIntBE(at + 2, bytes - 1);
    const content = der.subarray(at + 1 + bytes, at + 1 + bytes + value);
    lengths.push({ bytes, value });
    // Bit 6 of a tag means that the element consists of further elements.
    if (tag & 0x20) lengths.push(...lengthsIn(content));
    at += 1 + bytes + value;
  }
  return lengths;
}
