/** What terminal-faults.spec.ts is a sample of. */
import { testTerminalFaults } from './terminal-fault-stories.ts';

testTerminalFaults('rest');
