/** The messages for the findings of diagnostics. Loaded only when needed. */
import loaders from 'messages:doctor';
import type { Finding, NoResponse, StorageTrouble, Topic, Verdict } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';
import type { Chunk, WordsOf } from './chunk.ts';
import { loadMessages, type Reader } from './load.ts';

/** What a finding means, and what to do if anything. */
interface FindingText {
  readonly text: string;
  readonly next?: string;
}

export type DoctorMessages = WordsOf<typeof doctor>['doctor'];

/** The chunk with these messages. */
export const doctor = {
  loaders,
  choose(catalog, { whyNoResponse }) {
    const texts = findingTexts(catalog, whyNoResponse);
    return {
      doctor: {
        ...catalog.doctor,
        notSaved: (trouble: StorageTrouble) => catalog.doctor.notSaved({ reason: catalog.storageReasons[trouble] }),
        describe: ({ topic, found }: Finding): FindingText => texts[topic][found] ?? { text: catalog.doctor.unchecked },
      },
    };
  },
} satisfies Chunk<'doctor'>;

/** The messages for a snapshot, in English if the language can't be loaded. */
export async function loadDoctorMessages(reader: Reader): Promise<DoctorMessages> {
  return (await loadMessages(reader, doctor)).doctor;
}

/** The most severe first. */
const SEVERITY: readonly Verdict[] = ['wrong', 'worth-knowing', 'unknown', 'good'];

/** Sorts findings by severity, and otherwise keeps their order. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => SEVERITY.indexOf(one.verdict) - SEVERITY.indexOf(other.verdict));
}

/** The worst verdict. `unknown` counts only if there is nothing else. */
export function worstOf(findings: readonly Finding[]): Verdict {
  const verdicts: readonly Verdict[] = ['wrong', 'worth-knowing', 'good'];
  return verdicts.find((verdict) => findings.some((found) => found.verdict === verdict)) ?? 'unknown';
}

/** The texts of all findings, including those that other messages share. */
function findingTexts(
  catalog: Catalogs['doctor'],
  whyNoResponse: Catalogs['common']['whyNoResponse'],
): { readonly [T in Topic]: Readonly<Record<string, FindingText>> } {
  const { failures, storageTroubles, misconfigured, settings, tools } = catalog;
  const { findings, unchecked, toolsNext } = catalog.doctor;
  const unknown = { unknown: { text: unchecked } };
  const noResponse = (why: NoResponse['why']) => ({ text: whyNoResponse[why], next: failures.nextSteps[why] });
  return {
    server: {
      ...textsOf(whyNoResponse, noResponse),
      'proxy-password': findings.proxy['asks-password'],
      ...findings.server,
    },
    certificate: { ...unknown, ...findings.certificate },
    proxy: { ...unknown, fails: noResponse('proxy'), ...findings.proxy },
    clock: { ...unknown, ...findings.clock },
    keyring: { ...unknown, ...findings.keyring },
    vault: {
      ...unknown,
      'kept-weakly': { text: catalog.kept.weak },
      ...storageTroubles,
      ...findings.vault,
    },
    accounts: { ...unknown, ...findings.accounts },
    permissions: { ...unknown, ...findings.permissions },
    policy: {
      ...textsOf(misconfigured.why, (why) => ({ text: misconfigured.why[why], next: misconfigured.next })),
      ...findings.policy,
    },
    start: {
      ...unknown,
      'needs-approval': { text: findings.start.off.text, next: settings.needsApproval },
      'not-installed': { text: settings.notInstalled },
      ...findings.start,
    },
    sandbox: {
      ...unknown,
      off: settings.about.sandboxOff,
      'off-from-source': settings.about.sandboxOffFromSource,
      ...findings.sandbox,
    },
    tray: { ...unknown, ...findings.tray },
    tools: {
      ...unknown,
      ...textsOf(toolsNext, (why) => ({
        text: tools.unreachable({ reason: tools.troubles[why] }),
        next: toolsNext[why],
      })),
      ...findings.tools,
    },
    running: { ...unknown, ...findings.running },
    versions: findings.versions,
  };
}

function textsOf<Key extends string>(table: Readonly<Record<Key, unknown>>, textOf: (key: Key) => FindingText) {
  // The tables have exactly the keys of their type.
  const keys = Object.keys(table) as Key[];
  return Object.fromEntries(keys.map((key) => [key, textOf(key)])) as Record<Key, FindingText>;
}
