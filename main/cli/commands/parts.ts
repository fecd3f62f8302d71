/** What every command that uses the local API is handed. */
import type { ApiResponse } from '../../local-tools/client.ts';
import type { Command } from '../command-line.ts';

/** What the process that serves the API responded. */
export type Answer = Exclude<ApiResponse, { readonly kind: 'no-answer' }>;

/** Sends one request to the API of this profile, which this process serves itself if no other does. Never rejects. */
export type Call = (path: string, body: object | null) => Promise<Answer>;

/** A child process that `exec` runs. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's own variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The terminal, the environment and the processes around a command. */
export interface CommandIo {
  /** Writes a part of the answer to stdout, exactly as it is. */
  print(text: string): void;
  /** Writes a line to stderr. */
  note(line: string): void;
  /** Whether stdout is a terminal, which anyone who sees the screen can read. */
  readonly printsToTerminal: boolean;
  /** All of stdin, up to a limit that no caller needs. */
  readInput(): Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory; null: it is gone. */
  readonly folder: string | null;
  /** The name of the process that started this one; null: it cannot be read. */
  readonly startedBy: string | null;
  /** Gives the profile back, and runs a child until it ends. Resolves with its exit code, 128 + n after signal n. */
  runChild(child: ChildCommand): Promise<number>;
}

export interface CommandParts {
  readonly command: Command;
  readonly call: Call;
  readonly io: CommandIo;
}
