/** What every command that uses the local API receives. */
import type { ApiResponse } from '../../local-tools/client.ts';
import type { Command } from '../command-line.ts';

/** The response of the process that serves the API. */
export type ArrivedResponse = Exclude<ApiResponse, { readonly kind: 'no-response' }>;

/** Why the API refused a request, or could not be served. */
export type ApiProblem = Extract<ArrivedResponse, { kind: 'problem' }>;

/** Sends one request to the profile's API, which this process serves itself if no other does. Never rejects. */
export type Call = (path: string, body: object | null) => Promise<ArrivedResponse>;

/** A child process that `exec` runs. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The terminal, the environment and the processes around a command. */
export interface CommandIo {
  /** Writes to stdout, without adding a newline. */
  print(text: string): void;
  /** Writes a line to stderr. */
  note(line: string): void;
  /** Whether stdout is a terminal, where anyone who sees the screen could read a token. */
  readonly printsToTerminal: boolean;
  /** Reads all of stdin, up to a generous limit. */
  readInput(): Promise<string>;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** The working directory; null if it was deleted. */
  readonly folder: string | null;
  /** The name of the parent process; null if unknown. */
  readonly startedBy: string | null;
  /** Reports a program that can't be found or run, and returns the exit code for that; null if it seems to be there. */
  refuseProgram(program: string): number | null;
  /** Releases the profile and runs a child. Resolves with its exit code, 128 + n after signal n. */
  runChild(child: ChildCommand): Promise<number>;
}

export interface CommandParts {
  readonly command: Command;
  readonly call: Call;
  readonly io: CommandIo;
}
