/** The full table, of which terminal-faults.spec.ts tries a sample. */
import { testTerminalFaults } from './terminal-fault-stories.ts';

testTerminalFaults('rest');
