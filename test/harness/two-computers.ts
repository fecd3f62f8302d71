/** A network of two virtual computers for one story: two network namespaces (Linux, root) with a link between them. */
import { execFileSync } from 'node:child_process';

export interface TwoComputers {
  /** Also has a second network, which the phone can't reach. Its default route leads to the first. */
  readonly computer: Computer;
  readonly phone: Computer;
  close(): void;
}

export interface Computer {
  /** On the network that both share. */
  readonly address: string;
  /** The prefix that runs a command on this computer. */
  readonly through: readonly string[];
}

/** The computer's address on its second network. */
export const OTHER_ADDRESS = '10.86.29.1';
const COMPUTER_ADDRESS = '10.86.28.1';
const PHONE_ADDRESS = '10.86.28.2';

/** Makes the two; `mark` keeps their names apart from those of other stories. */
export function openTwoComputers(mark: string): TwoComputers {
  const computer = `computer-${mark}`;
  const phone = `phone-${mark}`;
  const made: string[] = [];
  // This also deletes the links.
  const close = () => {
    for (const name of made.splice(0)) ip('netns', 'delete', name);
  };
  try {
    for (const name of [computer, phone]) {
      ip('netns', 'add', name);
      made.push(name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('-n', computer, 'link', 'add', 'lan', 'type', 'veth', 'peer', 'name', 'lan', 'netns', phone);
    ip('-n', computer, 'link', 'add', 'other', 'type', 'veth', 'peer', 'name', 'other-end');
    connect(computer, 'lan', COMPUTER_ADDRESS);
    connect(computer, 'other', OTHER_ADDRESS);
    connect(phone, 'lan', PHONE_ADDRESS);
    ip('-n', computer, 'link', 'set', 'other-end', 'up');
    ip('-n', computer, 'route', 'add', 'default', 'via', PHONE_ADDRESS);
  } catch (error) {
    close();
    throw error;
  }
  return {
    computer: { address: COMPUTER_ADDRESS, through: ['ip', 'netns', 'exec', computer] },
    phone: { address: PHONE_ADDRESS, through: ['ip', 'netns', 'exec', phone] },
    close,
  };
}

function connect(name: string, device: string, address: string): void {
  ip('-n', name, 'address', 'add', `${address}/24`, 'dev', device);
  ip('-n', name, 'link', 'set', device, 'up');
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}
