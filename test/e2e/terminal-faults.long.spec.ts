/** What terminal-faults.spec.ts is a sample of. */
import { tellTerminalFaults } from './terminal-fault-stories.ts';

tellTerminalFaults('rest');
