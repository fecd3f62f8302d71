/** Details for support, the same in every language: codes and the server's errors, never a secret. */
import type {
  Ended,
  ErrorResponse,
  Failure,
  NoResponse,
  PolicyProblem,
  Prompt,
  Snapshot,
  Updates,
  Waiting,
} from '../preload/api.ts';

/** One fact per line; empty if there is nothing to add. */
export function details(of: Failure | Ended | Waiting): readonly string[] {
  switch (of.kind) {
    case 'denied':
    case 'refused':
    case 'revoked':
    case 'interrupted':
    case 'code-not-valid':
      return errorResponse(of.response);
    case 'token-response-lost':
      return [...noResponse(of.because), ...errorResponse(of.response)];
    case 'no-endpoint':
      return [of.address, ...errorResponse(of.response)];
    case 'expired':
    case 'signed-out-here':
      return of.response ? errorResponse(of.response) : [];
    case 'unreachable':
    case 'retrying':
      return noResponse(of.because);
    case 'malformed':
      return [`field \`${of.field}\`: ${of.rule}`];
    case 'storage':
    case 'not-deleted':
    case 'not-protected':
      return [`storage: ${of.trouble}`];
    case 'unforeseen':
      return [of.name];
    case 'ran-out':
    case 'limit':
    case 'ok':
    case 'slow':
      return [];
    case 'must-wait':
      return of.because ? noResponse(of.because) : [];
    default:
      return of satisfies never;
  }
}

/** Optional fields of the server's response that were ignored or assumed. */
export function ignoredFields({ ignored }: Prompt): readonly string[] {
  return ignored.map(({ field, rule }) => `field \`${field}\`: ${rule}`);
}

/** Why a check for updates or a download failed; empty if neither did. */
export function updateDetails(updates: Updates): readonly string[] {
  return 'why' in updates ? [`updates: ${updates.why}`] : [];
}

/** What the administrator has to fix in the file. */
export function ruleBroken({ field, rule }: PolicyProblem): string {
  return field === null ? rule : `${field} ${rule}`;
}

/** Problems that are independent of the state, one per line. */
export function generalProblems({
  server,
  policyProblem,
  overruled,
  unknownFlags,
  unknownSettings,
  fault,
}: Snapshot): readonly string[] {
  return [
    ...(policyProblem ? [`${policyProblem.file}: ${ruleBroken(policyProblem)}`] : []),
    ...overruled.map((name) => `${name}: ignored, because the administrator has set a different value`),
    ...unknownFlags.map((name) => `${name}: unknown and ignored, see --help`),
    ...unknownSettings.map((name) => `${name} in settings.json: unknown and ignored`),
    ...metadataProblems(server),
    ...(fault === null ? [] : [`fault: ${fault}`]),
  ];
}

/** Problems with the server's metadata, one per line. */
export function metadataProblems(server: Snapshot['server']): readonly string[] {
  if (!server?.metadata) return [];
  const { foreignEndpoints, otherIssuer, revocationNeedsSecret } = server.metadata;
  return [
    ...foreignEndpoints.map((name) => `metadata: \`${name}\` is at another origin and is not used`),
    ...(otherIssuer === null ? [] : [`metadata ignored: its issuer is ${otherIssuer}`]),
    ...(revocationNeedsSecret
      ? ['metadata: revocation requires client authentication, which this app does not support']
      : []),
  ];
}

/** Whether a wrong clock could be the cause, because certificates and tokens then look invalid. */
export function mayBeTheClock(of: Failure | Ended | Waiting): boolean {
  switch (of.kind) {
    case 'unreachable':
    case 'retrying':
      return of.because.why === 'certificate';
    case 'refused':
    case 'revoked':
    case 'malformed':
      return true;
    default:
      return false;
  }
}

function errorResponse({ status, error, description }: ErrorResponse): readonly string[] {
  const summary = [error, description].filter((part) => part !== null).join(': ');
  return summary ? [summary, `HTTP ${status}`] : [`HTTP ${status}`];
}

function noResponse({ why, code }: NoResponse): readonly string[] {
  return [code || why];
}
