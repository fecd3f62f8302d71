/** A release's statements about vulnerabilities in its components. */
import { describe, expect, it } from 'vitest';
import { type Statement, vexOf } from '../../../build/release/vex.ts';
import { cyclonedxErrors } from '../../package/cyclonedx.ts';
import { readText } from '../sources.ts';

const NOW = new Date('2027-01-10T09:30:00.000Z');

const bill = {
  serialNumber: 'urn:uuid:0b8d4a52-5d6e-8f3c-9c11-2a3b4c5d6e7f',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': 'pkg:generic/app@1.2.3', name: 'app' } },
  components: [
    { 'bom-ref': 'pkg:npm/axios@1.21.1', name: 'axios' },
    {
      'bom-ref': 'pkg:generic/chromium@150',
      name: 'chromium',
      components: [{ 'bom-ref': 'chromium/zlib', name: 'zlib' }],
    },
  ],
};

const statement: Statement = {
  id: 'CVE-2027-0001',
  url: 'https://example.org/CVE-2027-0001',
  component: 'axios',
  state: 'not_affected',
  justification: 'code_not_present',
  detail: 'Only the fetch adapter is bundled.',
};

describe('the VEX document', () => {
  it('refers to the component in the bill of this release, and fits the schema', () => {
    const vex = vexOf(bill, [statement, { ...statement, component: 'zlib' }], NOW);
    expect(vex.vulnerabilities.map(({ affects }) => affects)).toEqual([
      [{ ref: 'urn:cdx:0b8d4a52-5d6e-8f3c-9c11-2a3b4c5d6e7f/1#pkg%3Anpm%2Faxios%401.21.1' }],
      [{ ref: 'urn:cdx:0b8d4a52-5d6e-8f3c-9c11-2a3b4c5d6e7f/1#chromium%2Fzlib' }],
    ]);
    expect(cyclonedxErrors(vex)).toEqual([]);
  });

  it('is not made of a statement about something that does not ship any more', () => {
    expect(() => vexOf(bill, [{ ...statement, component: 'left-pad' }], NOW)).toThrow('does not ship');
  });

  it('is not made of a “not affected” without a reason', () => {
    const { justification: _, ...bare } = statement;
    expect(() => vexOf(bill, [bare], NOW)).toThrow('does not state why');
  });

  it('can be made from the existing statements', () => {
    const statements: readonly Statement[] = JSON.parse(readText('build/release/vex.json'));
    const components = statements.map(({ component }) => ({ 'bom-ref': component, name: component }));
    expect(cyclonedxErrors(vexOf({ ...bill, components }, statements, NOW))).toEqual([]);
  });
});
