/** What an examination of this computer says, in every language: read only when one is asked for. */
import type {
  ConfigurationProblem,
  Finding,
  Founds,
  Language,
  NoAnswer,
  Snapshot,
  StorageTrouble,
  Topic,
  Verdict,
} from '../preload/api.ts';
import type { Vocabulary } from './vocabulary.ts';
import { vocabulary } from './words.ts';

/** What a finding means and, where there is something, what to do. */
export type Said = readonly [text: string, next?: string];

/** The findings that a language has words for already: what kept a sign-in from working says so in the same way. */
interface Elsewhere {
  readonly server: NoAnswer['why'];
  readonly proxy: 'fails';
  readonly vault: StorageTrouble | 'kept-weakly';
  readonly configuration: ConfigurationProblem['why'];
  readonly start: 'needs-approval' | 'not-installed';
  readonly sandbox: 'off';
}

type Own<T extends Topic> = Exclude<Founds[T], 'not-told' | (T extends keyof Elsewhere ? Elsewhere[T] : never)>;

/** What a language brings. */
export interface DoctorWords {
  readonly intro: string;
  readonly underWay: string;
  readonly again: string;
  readonly save: string;
  /** The kind of file that a report is, in the system’s own dialog. */
  readonly savedAs: string;
  readonly saved: string;
  /** `reason`: one of `storageReasons`. */
  notSaved(reason: string): string;
  /** The whole in one sentence, by its worst finding. */
  readonly whole: Readonly<Record<Verdict, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly topics: Readonly<Record<Topic, string>>;
  readonly notTold: string;
  readonly said: { readonly [T in Topic]: Readonly<Record<Own<T>, Said>> };
}

export interface DoctorMessages extends Omit<DoctorWords, 'said' | 'notTold' | 'notSaved'> {
  say(found: Finding): Said;
  notSaved(trouble: StorageTrouble): string;
}

const readEnglish = async () => (await import('./en-doctor.ts')).enDoctor;

const READ: Readonly<Record<Language, () => Promise<DoctorWords>>> = {
  en: readEnglish,
  de: async () => (await import('./de-doctor.ts')).deDoctor,
  fr: async () => (await import('./fr-doctor.ts')).frDoctor,
  es: async () => (await import('./es-doctor.ts')).esDoctor,
  'pt-BR': async () => (await import('./pt-br-doctor.ts')).ptBrDoctor,
  ja: async () => (await import('./ja-doctor.ts')).jaDoctor,
  'zh-CN': async () => (await import('./zh-cn-doctor.ts')).zhCnDoctor,
  ar: async () => (await import('./ar-doctor.ts')).arDoctor,
};

/** The words that a snapshot asks for; English, if they cannot be read. */
export async function doctorWords(asked: Pick<Snapshot, 'language' | 'systemLocale'>): Promise<DoctorMessages> {
  const [own, words] = await Promise.all([READ[asked.language]().catch(readEnglish), vocabulary(asked)]);
  const all = everything(own, words);
  return {
    ...own,
    notSaved: (trouble) => own.notSaved(words.storageReasons[trouble]),
    say({ topic, found }) {
      // Each topic's table has all of its findings, which TypeScript has checked where it was made.
      const table: Readonly<Record<string, Said>> = all[topic];
      return table[found] ?? [own.notTold];
    },
  };
}

/** From what wants attention to what does not. */
const SEVERITY: readonly Verdict[] = ['wrong', 'worth-knowing', 'not-told', 'good'];

/** The findings that want attention first, otherwise in their order. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => SEVERITY.indexOf(one.verdict) - SEVERITY.indexOf(other.verdict));
}

/** The worst of what was found. What could not be checked is no fault, but if that is all, nothing is known to be good. */
export function worstOf(findings: readonly Finding[]): Verdict {
  const verdicts: readonly Verdict[] = ['wrong', 'worth-knowing', 'good'];
  return verdicts.find((verdict) => findings.some((found) => found.verdict === verdict)) ?? 'not-told';
}

/** Every finding's words, the language's own and those that it has elsewhere. */
function everything(
  { said, notTold }: DoctorWords,
  words: Vocabulary,
): { readonly [T in Topic]: Readonly<Record<Founds[T], Said>> } {
  const { noAnswers, failures, storageTroubles, misconfigured, settings } = words;
  const unknown = { 'not-told': [notTold] } as const;
  const noAnswer = (why: NoAnswer['why']): Said => [noAnswers[why], failures.nextSteps[why]];
  return {
    server: { ...saidOf(noAnswers, noAnswer), 'proxy-password': said.proxy['asks-password'], ...said.server },
    certificate: { ...unknown, ...said.certificate },
    proxy: { ...unknown, fails: noAnswer('proxy'), ...said.proxy },
    clock: { ...unknown, ...said.clock },
    keyring: { ...unknown, ...said.keyring },
    vault: {
      ...unknown,
      'kept-weakly': [words.kept.weak],
      ...saidOf(storageTroubles, (trouble) => [storageTroubles[trouble].text, storageTroubles[trouble].next]),
      ...said.vault,
    },
    permissions: { ...unknown, ...said.permissions },
    configuration: {
      ...saidOf(misconfigured.why, (why) => [misconfigured.why[why], misconfigured.next]),
      ...said.configuration,
    },
    start: {
      ...unknown,
      'needs-approval': [said.start.off[0], settings.needsApproval],
      'not-installed': [settings.notInstalled],
      ...said.start,
    },
    tray: { ...unknown, ...said.tray },
    sandbox: { ...unknown, off: [settings.about.sandboxOff.text, settings.about.sandboxOff.next], ...said.sandbox },
    running: { ...unknown, ...said.running },
    versions: said.versions,
  };
}

function saidOf<Key extends string>(table: Readonly<Record<Key, unknown>>, say: (key: Key) => Said) {
  // The tables have exactly their type's keys.
  const keys = Object.keys(table) as Key[];
  return Object.fromEntries(keys.map((key) => [key, say(key)])) as Record<Key, Said>;
}
