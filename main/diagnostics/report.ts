/** What was found as text: for a terminal, and for the file that support gets. Nothing is in it but findings. */

import { bySeverity, type DoctorMessages } from '../../locales/doctor.ts';
import type { EpochMs, Finding } from '../../preload/api.ts';

/** One finding: its verdict and subject, what it means, what to do, and the facts. */
export function findingLines(found: Finding, words: DoctorMessages): readonly string[] {
  const { text, next } = words.describe(found);
  const facts = found.facts.map(([name, value]) => `${name}: ${value}`);
  return [
    `[${words.verdicts[found.verdict]}] ${words.topics[found.topic]}: ${text}`,
    ...(next === undefined ? [] : [`  ${next}`]),
    ...facts.map((fact) => `    ${fact}`),
  ];
}

/** The whole file. `words` are English: support may not know the user's language. */
export function reportText(findings: readonly Finding[], words: DoctorMessages, at: EpochMs): string {
  return [
    `Transparenc Companion, ${new Date(at).toISOString()}`,
    'A check of this computer, for support. No token, code, password or name of a person is in it.',
    '',
    ...bySeverity(findings).flatMap((found) => [
      ...findingLines(found, words),
      `    found: ${found.topic} ${found.found}`,
      '',
    ]),
  ].join('\n');
}
