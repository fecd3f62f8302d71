/** Checks the administrator's file: whether it exists, whether it's valid, and what it sets. */
import type { Fact, Finding } from '../../preload/api.ts';
import { FIELDS, type Policy } from '../settings/policy/schema.ts';
import { finding } from './finding.ts';
import type { DiagnosticsParts } from './types.ts';

/** @param overruled the names of ignored flags and variables */
export function diagnosePolicy(
  { file, managed, problem }: Policy,
  overruled: readonly string[],
  { systemLog, lockIsKnown }: Pick<DiagnosticsParts, 'systemLog' | 'lockIsKnown'>,
): Finding {
  if (problem) {
    // An unknown field's name could be any text.
    const [name] = problem.field?.split('.') ?? [];
    const field: readonly Fact[] =
      name === undefined ? [] : [['field', Object.hasOwn(FIELDS, name) ? name : 'unknown']];
    return finding('policy', problem.why, ['file', file], ...field, ['rule', problem.rule]);
  }
  const fields = Object.keys(managed).filter((name) => name !== '$schema');
  if (managed.audit) {
    const { problem, lost } = systemLog();
    if (problem !== null) return finding('policy', 'audit-not-written', ['code', problem]);
    if (lost > 0) return finding('policy', 'audit-lost', ['lines', String(lost)]);
  }
  if (managed.signOutAfterLocked !== undefined && lockIsKnown() === false)
    return finding('policy', 'lock-unknown', ['setting', 'signOutAfterLocked']);
  if (overruled.length > 0)
    return finding('policy', 'overruled', ['file', file], ['not followed', overruled.join(', ')]);
  // An empty file has the same effect as none.
  if (fields.length === 0) return finding('policy', 'none', ['file', file]);
  return finding('policy', 'used', ['file', file], ['sets', fields.join(', ')]);
}
