import { describe, expect, it } from 'vitest';
import { withComputerName } from '../../../main/oauth/device-os.ts';

const DEBIAN = 'Debian GNU/Linux 12';

describe('device_os with the name of the computer', () => {
  it.each([
    ['ada-thinkpad', `${DEBIAN} (ada-thinkpad)`],
    ['', DEBIAN],
    ['\u200b\u202e ', DEBIAN],
    // A page of the server shows the name, so nothing in it may reverse or break a line.
    ['ada\r\n\u202ethinkpad\u200b', `${DEBIAN} (ada thinkpad)`],
    ['x'.repeat(300), `${DEBIAN} (…)`],
    ['x'.repeat(40), `${DEBIAN} (${'x'.repeat(31)}…)`],
    ['机'.repeat(32), `${DEBIAN} (${'机'.repeat(32)})`],
  ])('of %j is %j', (computer, expected) => {
    expect(withComputerName(DEBIAN, computer)).toBe(expected);
  });

  it('has at most 64 characters, and always both names', () => {
    const both = withComputerName('S'.repeat(64), 'n'.repeat(64));
    expect([...both]).toHaveLength(64);
    expect(both).toMatch(/^S+… \(n+…\)$/);
  });
});
