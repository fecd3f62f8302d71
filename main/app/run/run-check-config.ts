/** `--check-config`: validates an administrator's file in the terminal. Writes nothing and opens no profile. */
import { app } from 'electron';
import { EXIT } from '../../cli/exit-codes.ts';
import { watchStdout } from '../../cli/stdout.ts';
import { policyPath } from '../../settings/policy/path.ts';
import { checkReport } from './check-report.ts';

/** Prints what is wrong with the file, or what it sets, and ends the process. */
export async function start(file: string): Promise<void> {
  const { exitCode } = watchStdout(process);
  const { text, hasProblem } = await checkReport(file, policyPath(process.platform));
  process.stdout.write(`${text}\n`);
  app.exit(await exitCode(hasProblem ? EXIT.policyProblem : EXIT.ok));
}
