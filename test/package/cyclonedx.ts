/** Validates a document against the schema of CycloneDX 1.6, of which schemas/cyclonedx has a copy without its comments. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`schemas/cyclonedx/${name}.SNAPSHOT.schema.json`, import.meta.url), 'utf8'));

// Formats such as `iri-reference` are left to other tools.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
for (const name of ['jsf-0.82', 'spdx'])
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
const fits = ajv.compile(schema('bom-1.6'));

/** The validator's errors for a document; empty if it is valid. */
export function cyclonedxErrors(document: unknown): readonly string[] {
  if (fits(JSON.parse(JSON.stringify(document)))) return [];
  return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
