/** Formats findings as text, for the terminal and for the report file. */
import { bySeverity, type DoctorMessages } from '../../locales/doctor.ts';
import type { EpochMs, Finding } from '../../preload/api.ts';

/** The lines of a finding: verdict and subject, what it means, what to do, and the facts. */
export function findingLines(found: Finding, words: DoctorMessages): readonly string[] {
  const { text, next } = words.describe(found);
  const facts = found.facts.map(([name, value]) => `${name}: ${value}`);
  return [
    `[${words.verdicts[found.verdict]}] ${words.topics[found.topic]}: ${text}`,
    ...(next === undefined ? [] : [`  ${next}`]),
    ...facts.map((fact) => `    ${fact}`),
  ];
}

/** The report. @param words English, because support may not know the user's language */
export function reportText(findings: readonly Finding[], words: DoctorMessages, at: EpochMs): string {
  return [
    `Transparenc Companion, ${new Date(at).toISOString()}`,
    'A check of this computer, for support. It contains no tokens, codes, passwords or names of people.',
    '',
    ...bySeverity(findings).flatMap((found) => [
      ...findingLines(found, words),
      `    found: ${found.topic} ${found.found}`,
      '',
    ]),
  ].join('\n');
}
