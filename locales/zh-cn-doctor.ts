/** Simplified Chinese: the examination of this computer. */
import type { DoctorWords } from './doctor.ts';

const SET_TIME = '请让系统自动设置日期和时间。';

export const zhCnDoctor: DoctorWords = {
  intro: '检查不会改变任何内容，也不会开始、续期或结束登录。',
  underWay: '正在检查…',
  again: '重新检查',
  save: '保存报告…',
  savedAs: '文本',
  saved: '已保存。报告中不含任何机密。',
  notSaved: (reason) => `无法保存报告：${reason}。`,
  whole: {
    good: '一切正常。',
    'worth-knowing': '没有错误，但有些情况值得了解。',
    wrong: '发现问题。',
    'not-told': '没有能检查任何内容。',
  },
  verdicts: { good: '正常', 'worth-knowing': '请注意', wrong: '有问题', 'not-told': '未知' },
  topics: {
    server: '服务器',
    certificate: '证书',
    proxy: '代理服务器',
    clock: '时钟',
    keyring: '密钥环',
    vault: '保存的登录信息',
    permissions: '文件夹权限',
    configuration: '管理员设置',
    start: '登录电脑时启动',
    tray: '托盘',
    sandbox: '沙盒',
    running: '程序',
    versions: '版本号',
  },
  notTold: '这里无法查明此项。',
  said: {
    server: {
      reached: ['服务器有响应。'],
      'no-sign-in': [
        '在此地址没有找到用代码登录的方式。',
        '请检查地址。如果地址正确，请向管理员索取代码路径和令牌路径。',
      ],
      'other-endpoints': ['服务器给出的路径与已设置的不同。', '如果无法登录，请删除已设置的路径。'],
      'none-chosen': ['尚未选择服务器。', '请在窗口中输入服务器地址。'],
      'not-allowed': ['管理员的文件没有说明允许哪个服务器，因此没有连接任何服务器。', '请让管理员修正该文件。'],
      'bad-setting': ['有一项设置无法使用。', '请更正：名称和规则见下方。'],
    },
    certificate: {
      trusted: ['这台电脑信任服务器的证书。'],
      'not-needed': ['服务器就在这台电脑上，不需要证书。'],
      'wrong-date': ['服务器的证书今天无效。', '请检查这台电脑的时间。如果时间正确，请告诉管理员证书已过期。'],
      'unknown-authority': [
        '这台电脑不认识服务器证书的颁发者。',
        '请检查网络是否要求先登录。如果您的组织会检查连接，则必须在此系统中安装组织自己的证书。',
      ],
      'other-name': ['该证书属于另一台服务器。', '请检查地址，以及网络是否要求先登录。'],
      revoked: ['服务器的证书已被吊销。', '请告诉管理员。'],
      'not-accepted': ['无法建立安全连接。', '请将下方的代码给管理员看。'],
    },
    proxy: {
      direct: ['不经代理即可连接服务器。'],
      used: ['通过代理连接服务器。'],
      'asks-password': ['通往服务器的代理要求密码。', '请尝试登录，并在窗口中输入密码。终端中无法输入。'],
    },
    clock: {
      right: ['时间与服务器一致。'],
      fast: ['这台电脑的时钟快了。', SET_TIME],
      slow: ['这台电脑的时钟慢了。', SET_TIME],
      'before-build': ['这台电脑显示的时间早于本程序的制作时间。', SET_TIME],
    },
    keyring: {
      protects: ['有密钥环可以保护登录信息。'],
      weak: [
        '没有可以保护登录信息的密钥环。',
        '请解锁密钥环，或安装一个（例如 GNOME Keyring 或 KWallet），然后重新启动 Companion。',
      ],
      none: ['密钥环无法工作。', '请将其解锁，然后重新启动 Companion。'],
    },
    vault: {
      empty: ['没有保存登录信息。'],
      kept: ['可以读取保存的登录信息。'],
      'from-before': ['最新的登录信息副本已损坏，但之前的副本可以读取。', '如果 Companion 要求您重新登录，请照做。'],
      'other-endpoint': [
        '已保存的登录来自另一个路径，与服务器现在给出的不同。',
        '只要服务器在那里仍然接受，它就有效。如果 Companion 要求重新登录，请照做。',
      ],
      'not-deleted': ['退出登录后还有文件没有删除。', '重新启动 Companion，它会继续删除。'],
    },
    permissions: {
      private: ['只有您能读取 Companion 的文件。'],
      absent: ['Companion 还没有在这里保存任何内容。'],
      open: [
        '这台电脑上的其他人可以查看 Companion 的文件夹，但看不到登录信息。',
        '请将文件夹设为仅供自己使用（权限 0700）。',
      ],
      'vault-open': [
        '这台电脑上的其他人可能读取登录信息的文件。',
        '请将其设为仅供自己使用（文件夹 0700，文件 0600）。',
      ],
      'other-owner': [
        'Companion 的文件夹中有内容属于其他人。',
        '请重新取得所有权。曾以管理员身份启动 Companion 时会出现这种情况。',
      ],
      'not-writable': ['Companion 无法写入自己的文件夹。', '请检查文件夹属于谁，以及磁盘是否写保护。'],
    },
    configuration: {
      none: ['管理员没有设置任何内容。'],
      used: ['管理员的设置有效，正在使用。'],
      overruled: ['正在使用管理员的设置，与其不同的要求不予采用。', '请去掉下方列出的内容。'],
    },
    start: {
      on: ['Companion 会在您登录电脑时启动。'],
      off: ['Companion 不会在您登录电脑时启动。'],
    },
    tray: {
      shown: ['有可以显示图标的托盘。'],
      none: ['这里没有显示图标的托盘。', '重新启动 Companion 即可看到窗口。GNOME 需要 AppIndicator 扩展才会显示图标。'],
    },
    sandbox: { on: ['Chromium 的沙盒隔离着 Companion 的窗口。'] },
    running: {
      this: ['Companion 正在运行。'],
      nobody: ['Companion 没有使用此配置文件夹运行。'],
      somebody: ['Companion 正在使用此配置文件夹运行，其窗口会显示当前状态。'],
    },
    versions: { known: ['正在运行的版本如下。'] },
  },
};
