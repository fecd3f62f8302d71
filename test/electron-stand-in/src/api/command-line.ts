/** `app.commandLine`. */
import type Electron from 'electron';
import { guard } from '../guard.ts';
import { state } from '../state.ts';

type Implemented = 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch';

const commandLineParts: Pick<Electron.CommandLine, Implemented> = {
  appendSwitch(name, value = '') {
    state.switches.set(name.toLowerCase(), String(value));
    state.appended.set(name.toLowerCase(), String(value));
  },
  hasSwitch: (name) => state.switches.has(name),
  getSwitchValue: (name) => state.switches.get(name) ?? '',
  removeSwitch(name) {
    state.switches.delete(name);
    state.appended.delete(name);
  },
};

export const commandLine = guard('app.commandLine', commandLineParts);
