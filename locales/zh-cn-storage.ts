/** Simplified Chinese: what is the matter with the place where sign-ins are kept. */
import type { Vocabulary } from './vocabulary.ts';

export const zhCnStorageTroubles: Vocabulary['storageTroubles'] = {
  'no-keyring': {
    title: '密钥环没有响应',
    text: '登录信息的密钥保存在系统的密钥环中，而密钥环没有运行，或没有解锁。',
    next: '请启动或解锁 GNOME Keyring 或 KWallet 等密钥环，然后重新启动 Companion。',
  },
  'keyring-locked': {
    title: '密钥环已锁定',
    text: '登录信息的密钥保存在系统的密钥环中，而密钥环目前无法打开。',
    next: '请解锁密钥环，然后重试。如果没有变化，请重新启动 Companion。',
  },
  'keyring-changed': {
    title: '密钥环已更换',
    text: '登录信息的密钥不在此密钥环中，或已变成另一个密钥。',
    next: '如果可以换回之前的密钥环，请换回后重新启动 Companion。',
  },
  'disk-full': {
    title: '磁盘已满',
    text: '没有空间保存登录信息。',
    next: '请腾出一些空间，然后重试。',
  },
  'read-only': {
    title: '磁盘无法写入',
    text: '保存登录信息的位置目前是只读的。',
    next: '请将其设为可写，然后重试。',
  },
  'no-permission': {
    title: '文件无法使用',
    text: 'Companion 无权读取或更改保存登录信息的文件。',
    next: '请确认文件归您所有，然后重试。',
  },
  damaged: {
    title: '保存的登录信息已损坏',
    text: '文件及其先前的副本都无法读取。',
    next: '如果有备份，请还原备份，然后重试。',
  },
  'newer-version': {
    title: '由更新的版本保存',
    text: '登录信息是由更新版本的 Companion 保存的，因此这个版本不会改动它。',
    next: '请更新 Companion，然后重试。',
  },
  'other-computer': {
    title: '这是另一台电脑的登录信息',
    text: '它来自另一台电脑，或来自这个系统重装之前。如果在两处使用，两处的登录都会失效。',
    next: '请在这里登录；另一台电脑仍保持登录。',
  },
  io: {
    title: '磁盘没有正常响应',
    text: '读取或写入登录信息的文件失败。',
    next: '请检查磁盘，然后重试。',
  },
};

export const zhCnStorageReasons: Vocabulary['storageReasons'] = {
  'no-keyring': '密钥环没有响应',
  'keyring-locked': '密钥环已锁定',
  'keyring-changed': '密钥环已更换',
  'disk-full': '磁盘已满',
  'read-only': '磁盘无法写入',
  'no-permission': '文件无法更改',
  damaged: '保存的文件已损坏',
  'newer-version': '文件由更新的版本写入',
  'other-computer': '文件属于另一台电脑',
  io: '磁盘没有正常响应',
};
