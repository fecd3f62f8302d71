/**
 * An authorization server in memory that rotates refresh tokens and takes a used one's return for a theft
 * (RFC 9700 §4.14.2): it then revokes the whole grant. It keeps a log of what it gave, and of what arrived.
 */

/** A used refresh token, and the tokens issued for it. */
export interface Rotation {
  readonly atMs: number;
  readonly grant: Grant;
  /** How often the new token was sent: more than once if the old one was used again within the grace period. */
  answers: number;
  /** Whether a response with it has reached the client. */
  delivered: boolean;
}

/** One sign-in, with all its tokens. */
export interface Grant {
  readonly nth: number;
  revoked: boolean;
}

/** What the server sends, and its callback once that has arrived. */
export interface Served {
  readonly response: Response;
  readonly arrived: () => void;
}

export interface ModelServer {
  /** Responds to a form. The user approves a code a little later. */
  serve(path: string, form: Readonly<Record<string, string>>): Served;
  /** A refresh token of a new sign-in. */
  signedIn(): string;
  /** Whether this refresh token would be accepted now. */
  wouldAccept(refreshToken: string): boolean;
  /** Every rotation so far. */
  readonly rotations: readonly Rotation[];
}

interface Issued {
  readonly grant: Grant;
  used: { readonly rotation: Rotation; readonly successor: string } | null;
}

export function modelServer(options: {
  readonly elapsedMs: () => number;
  /** How long a used refresh token is accepted again; 0: never. */
  readonly graceMs: number;
  readonly accessLifeMs: number;
  /** How long the user takes to approve. */
  readonly approvalMs: number;
}): ModelServer {
  const { elapsedMs, graceMs, accessLifeMs, approvalMs } = options;
  const issued = new Map<string, Issued>();
  const codes = new Map<string, number>();
  const rotations: Rotation[] = [];
  let nth = 0;

  function issue(grant: Grant): string {
    const token = `refresh-${grant.nth}-${++nth}`;
    issued.set(token, { grant, used: null });
    return token;
  }

  function tokens(refreshToken: string) {
    const expires_in = accessLifeMs / 1000;
    return Response.json({ access_token: `access-${++nth}`, refresh_token: refreshToken, expires_in });
  }

  function refresh(token: string | undefined): Served {
    const found = token === undefined ? undefined : issued.get(token);
    if (!found || found.grant.revoked) return refused('invalid_grant');
    if (!found.used) {
      const rotation = { atMs: elapsedMs(), grant: found.grant, answers: 0, delivered: false };
      rotations.push(rotation);
      found.used = { rotation, successor: issue(found.grant) };
    } else if (elapsedMs() - found.used.rotation.atMs >= graceMs) {
      found.grant.revoked = true;
      return refused('invalid_grant');
    }
    const { rotation, successor } = found.used;
    rotation.answers += 1;
    return {
      response: tokens(successor),
      arrived() {
        rotation.delivered = true;
      },
    };
  }

  function poll(code: string | undefined): Served {
    const approvedAtMs = code === undefined ? undefined : codes.get(code);
    if (code === undefined || approvedAtMs === undefined) return refused('expired_token');
    if (elapsedMs() < approvedAtMs) return refused('authorization_pending');
    codes.delete(code);
    return served(tokens(server.signedIn()));
  }

  function start(): Served {
    const device_code = `code-${++nth}`;
    codes.set(device_code, elapsedMs() + approvalMs);
    const verification_uri = 'https://login.example.org/device';
    return served(
      Response.json({ device_code, user_code: `WDJB-${nth}`, verification_uri, expires_in: 600, interval: 5 }),
    );
  }

  const server: ModelServer = {
    serve(path, form) {
      if (path === '/start/') return start();
      if (path !== '/token') return served(new Response('', { status: 404 }));
      return form['grant_type'] === 'refresh_token' ? refresh(form['refresh_token']) : poll(form['device_code']);
    },
    signedIn: () => issue({ nth: ++nth, revoked: false }),
    wouldAccept(refreshToken) {
      const found = issued.get(refreshToken);
      if (!found || found.grant.revoked) return false;
      return !found.used || elapsedMs() - found.used.rotation.atMs < graceMs;
    },
    rotations,
  };
  return server;
}

function served(response: Response): Served {
  return { response, arrived: () => undefined };
}

function refused(error: string): Served {
  return served(Response.json({ error }, { status: 400 }));
}
