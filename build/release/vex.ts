/**
 * `node build/release/vex.ts BILL > VEX`: known vulnerabilities in shipped components, as CycloneDX 1.6 (VEX).
 * BILL: the bill of materials of the release. The statements are those of vex.json: one for each vulnerability that a scanner
 * would report for something in the bill.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** One statement of vex.json, in CycloneDX's terms. */
export interface Statement {
  /** Such as `CVE-2026-12345` or `GHSA-…`. */
  readonly id: string;
  /** The https URL of the page that describes it. */
  readonly url: string;
  /** The name of the component in the bill. */
  readonly component: string;
  readonly state: 'resolved' | 'exploitable' | 'in_triage' | 'false_positive' | 'not_affected';
  /** The reason, which is required for `not_affected`. */
  readonly justification?:
    | 'code_not_present'
    | 'code_not_reachable'
    | 'requires_configuration'
    | 'requires_dependency'
    | 'requires_environment'
    | 'protected_by_compiler'
    | 'protected_at_runtime'
    | 'protected_at_perimeter'
    | 'protected_by_mitigating_control';
  /** An explanation for readers: what an attacker needs, and what to do. */
  readonly detail: string;
}

/** The part of a bill of materials that statements refer to. */
export interface Bill {
  readonly serialNumber: string;
  readonly version: number;
  readonly metadata: { readonly component: Named };
  readonly components: readonly (Named & { readonly components?: readonly Named[] })[];
}

interface Named {
  readonly 'bom-ref': string;
  readonly name: string;
}

/**
 * Throws if a statement is about something that isn't shipped, or if `not_affected` has no justification. A person then has
 * to review it.
 */
export function vexOf(bill: Bill, statements: readonly Statement[], now: Date) {
  const components = bill.components.flatMap((it) => [it, ...(it.components ?? [])]);
  const refOf = ({ id, component }: Statement) => {
    const found = components.find(({ name }) => name === component);
    if (!found) throw new Error(`${id} is about ${component}, which does not ship`);
    return `urn:cdx:${bill.serialNumber.replace('urn:uuid:', '')}/${bill.version}#${encodeURIComponent(found['bom-ref'])}`;
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { timestamp: now.toISOString(), component: bill.metadata.component },
    vulnerabilities: statements.map((it) => {
      if (it.state === 'not_affected' && !it.justification)
        throw new Error(`${it.id} does not state why nothing is affected`);
      return {
        id: it.id,
        source: { url: it.url },
        analysis: { state: it.state, ...(it.justification && { justification: it.justification }), detail: it.detail },
        affects: [{ ref: refOf(it) }],
      };
    }),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [bill] = process.argv.slice(2);
  if (!bill) {
    process.stderr.write('usage: node build/release/vex.ts BILL > VEX\n');
    process.exit(64);
  }
  const statements = JSON.parse(readFileSync(new URL('vex.json', import.meta.url), 'utf8'));
  const vex = vexOf(JSON.parse(readFileSync(bill, 'utf8')), statements, new Date());
  process.stdout.write(`${JSON.stringify(vex, null, 2)}\n`);
}
