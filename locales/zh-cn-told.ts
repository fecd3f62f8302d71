/** Simplified Chinese: what went wrong, what ended, and what to do about it. */
import type { Endings, Failures, Refusal, Vocabulary } from './vocabulary.ts';

export const zhCnNoAnswers: Vocabulary['noAnswers'] = {
  offline: '这台电脑似乎处于离线状态。',
  'name-not-found': '找不到此名称的服务器。',
  refused: '服务器目前不接受连接。',
  reset: '收到答复之前，连接中断了。',
  'timed-out': '服务器长时间没有答复。',
  certificate: '服务器的证书不可信，因此没有发送任何内容。',
  proxy: '网络的代理服务器无法连接，或不允许此次连接。',
  'proxy-password': '网络的代理服务器要求输入密码。',
  redirected: '服务器指向了另一个地址。为安全起见，Companion 不会跟随。',
  'server-trouble': '服务器目前自身出了问题。',
  'too-many-requests': '服务器收到的请求过多。',
  'not-json': '收到了答复，但不是登录服务器的答复。',
  'too-large': '答复过长，不像是登录服务器的答复。',
  'no-endpoint': '此地址不提供设备登录。',
  unknown: '没有收到服务器的答复。',
};

const nextSteps: Failures['nextSteps'] = {
  offline: '请检查网络连接，然后重试。',
  'name-not-found': '请检查网络连接和地址的拼写，然后重试。',
  refused: '请稍后重试。',
  reset: '请稍后重试。',
  'timed-out': '请稍后重试。',
  certificate: '请检查这台电脑的时间，以及网络是否要求先登录。',
  proxy: '请在系统的网络设置中检查代理服务器，然后重试。',
  'proxy-password': 'Companion 无法提供密码。请联系管理员，让它无需密码即可通过。',
  redirected: '请检查地址是否正确，以及网络是否要求先登录。',
  'server-trouble': '请几分钟后重试。',
  'too-many-requests': '请几分钟后重试。',
  'not-json': '请检查地址是否正确，以及网络是否要求先登录。',
  'too-large': '请检查地址是否正确。',
  'no-endpoint': '请检查地址是否正确。',
  unknown: '请检查网络连接，然后重试。',
};

const becauseOf = (reason: Refusal | null) => (reason === null ? '' : `：${REFUSALS[reason]}`);

const REFUSALS: Readonly<Record<Refusal, string>> = {
  client: '服务器不认识此程序的客户端 ID，或不允许它以这种方式登录',
  scope: '服务器不授予所请求的权限（scope）',
  'no-scope': '服务器要求提供 scope，但尚未设置（请向管理员索取，并在“高级”中或用 --scope 指定）',
  'grant-type': '服务器不提供用手机登录的方式',
};

const stillOfUse = (server: string) => `无法通知 ${server}：复制了这些文件的人可能会使用它们。`;

export const zhCnFailures: Failures = {
  denied: (time) => ({
    title: '请求被拒绝',
    text: `请求于 ${time} 在批准页面上被拒绝。`,
    next: '如果不是您本人拒绝的，请先告知管理员再重试。',
  }),
  expired: {
    title: '代码已过期',
    text: '代码没有及时得到批准。',
    next: '手机在手边时，请获取新代码。',
  },
  codeNotValid: {
    title: '代码已失效',
    text: '服务器不再识别此代码。',
    next: '手机在手边时，请获取新代码。',
  },
  answerLost: {
    title: '答复丢失了',
    text: '服务器已用掉此代码，但答复没有送达。',
    next: '请获取新代码，并再批准一次。',
  },
  noEndpoint: (server) => ({
    title: '此地址不提供设备登录',
    text: `${server} 有答复，但此地址不提供设备登录。`,
    next: '请检查地址是否正确。“详细信息”中列出了所访问的地址。',
  }),
  unreachable: '无法连接服务器',
  notFound: (server) => `找不到名为 ${server} 的服务器。`,
  ranOutMeanwhile: '在此期间代码已过期。',
  nextSteps,
  refused: (server, reason) => ({
    title: '服务器不允许此操作',
    text: `${server} 不允许此程序在这里登录${becauseOf(reason)}。`,
    next: '管理员可以解决此问题；服务器的答复见“详细信息”。',
  }),
  malformed: (server) => ({
    title: '服务器的答复无法使用',
    text: `${server} 的答复不符合这种登录方式的要求，因此没有使用。`,
    next: '请检查地址。如果地址正确，请将“详细信息”出示给管理员。',
  }),
  notDeletedTitle: '未能完全退出登录',
  notDeleted: (reason) => `无法删除登录信息的文件：${reason}。`,
  leftBehind: {
    told: (server) => `已通知 ${server}，因此这些文件已无用处。`,
    knew: (server) => `${server} 已结束此次登录，因此这些文件已无用处。`,
    'not-told': stillOfUse,
    'no-endpoint': stillOfUse,
  },
  notProtectedTitle: '尚未受到保护',
  notProtected: (reason) => `无法将登录信息移入密钥环：${reason}。`,
  unforeseen: {
    title: '这里出了点问题',
    text: '这是 Companion 自身的错误，与您的手机和服务器无关。',
    next: '请重试。如果再次出现，请退出 Companion 并重新启动。',
  },
  stillSignedIn: (computer, account) =>
    `一切照旧：${computer} 仍${account === null ? '处于登录状态' : `以 ${account} 的身份登录`}。`,
  notSignedIn: (computer) => `${computer} 没有登录。`,
  nothingChanged: '这台电脑上的一切照旧。',
};

export const zhCnEndings: Endings = {
  signedOut: '这台电脑已退出登录',
  signedOutHere: {
    told: (server) => ({ text: `这里没有留下任何登录信息，并已通知 ${server}。`, next: '' }),
    'not-told': (server) => ({
      text: `这里没有留下任何登录信息，但无法通知 ${server}。`,
      next: '在它于服务器上过期之前，曾经复制过它的人仍可能使用。',
    }),
    'no-endpoint': (server) => ({
      text: `这里没有留下任何登录信息。无法通知 ${server}：登录会在服务器上自行结束；在此之前，先前的副本仍可能被使用。`,
      next: '',
    }),
    knew: (server) => ({
      text: `这里没有留下任何登录信息；${server} 早已结束此次登录，或登录已自行结束。`,
      next: '',
    }),
  },
  signInAgain: '请重新登录',
  signInAgainNext: '需要用到手机，只需半分钟。',
  revoked: (when) => `服务器已于${when} 结束此次登录。`,
  interrupted: (when) => `为登录续期时，服务器的一次答复丢失了，因此服务器已于${when} 结束此次登录。`,
  ranOut: (when) => `此次登录已于${when} 达到服务器规定的时限。`,
  refused: (server, reason, when) => `${server} 拒绝为此次登录续期${becauseOf(reason)}。登录已于${when} 过期。`,
  refusedNext: '如果重新登录仍无法解决，请将“详细信息”出示给管理员。',
};

export const zhCnServerProblems: Vocabulary['serverProblems'] = {
  'not-an-address': '这不是地址。地址类似 login.example.org。',
  'not-https': '地址必须以 https:// 开头，以防他人窃听。',
  'has-password': '请去掉用户名和密码，只需地址即可。',
  locked: '服务器已经设定，无法在这里更改。',
  'bad-client-id': '客户端 ID 最多包含 200 个英文字母、数字和符号。',
  'bad-scope': 'scope 是由单个空格分隔的名称列表。',
  'bad-device-authorization-path': '路径以 / 开头，不含空格。',
  'bad-token-path': '路径以 / 开头，不含空格。',
  'not-saved': '无法保存。磁盘是否已满，或处于写保护状态？',
};
