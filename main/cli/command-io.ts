/** The real terminal and process around a command. */
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { refuseProgram, runChild } from './child.ts';
import type { CommandIo } from './commands/parts.ts';

/** git, docker and kubectl send only a few hundred bytes. */
const LONGEST_INPUT_BYTES = 64 * 1024;

/** @param beforeChild releases the profile first, because a child may run for days */
export function createIo(process: NodeJS.Process, beforeChild: () => Promise<void>): CommandIo {
  return {
    print: (text) => void process.stdout.write(text),
    note: (line) => void process.stderr.write(`${line}\n`),
    printsToTerminal: process.stdout.isTTY === true,
    readInput: () => readAll(process.stdin),
    environment: process.env,
    folder: workingFolder(process),
    startedBy: parentName(process),
    refuseProgram: (program) => refuseProgram(program, process),
    async runChild(child) {
      await beforeChild();
      return runChild(child, process);
    },
  };
}

async function readAll(input: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LONGEST_INPUT_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, LONGEST_INPUT_BYTES);
}

function workingFolder(process: NodeJS.Process): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/**
 * The name of the parent process or, if that runs a script, of the script. Only Linux lets a program read it without starting
 * another. Node renames its main thread, so for Node it's the name of the executable. The launcher follows the same rule.
 */
function parentName({ platform, ppid }: NodeJS.Process): string | null {
  if (platform !== 'linux') return null;
  try {
    // A name may hold anything, line breaks included.
    const [name = ''] = readFileSync(`/proc/${ppid}/comm`, 'utf8').split('\n');
    return (/MainThread$/.test(name) ? programOf(ppid) : name.trim()) || null;
  } catch {
    return null;
  }
}

/** The file that a process runs, by its name. An update may have replaced it meanwhile. */
function programOf(pid: number): string {
  return basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
}
