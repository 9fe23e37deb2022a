import type { IncomingMessage } from 'node:http';

/** Whom a relay answers. */
export interface Gatekeeper {
  /** Whether a request came under a name of the relay, and from no web page but those on the list. (RLY-006) */
  admits(request: Pick<IncomingMessage, 'headersDistinct'>): boolean;
}

/** Addresses of loopback that a relay can listen on, each with the names that it then goes by. (RLY-005) */
const NAMES_BY_HOST: ReadonlyMap<string, readonly string[]> = new Map([
  ['127.0.0.1', ['127.0.0.1', 'localhost']],
  ['localhost', ['127.0.0.1', 'localhost']],
  ['::1', ['[::1]', 'localhost']],
]);
const HTTP_PORT = 80;

/**
 * The address to listen on for a host. `localhost` is not looked up: what it leads to is decided outside this process. Throws `RangeError`
 * for a host that is not loopback. (RLY-005)
 */
export function addressOf(host: string): string {
  if (!NAMES_BY_HOST.has(host)) throw new RangeError(`a relay listens on 127.0.0.1, ::1 or localhost, not on ${host}`);
  return host === 'localhost' ? '127.0.0.1' : host;
}

/** The gatekeeper of a relay that listens on `host` and `port` and knows the web pages of `origins`. Throws `RangeError` for what is no origin. */
export function createGatekeeper({
  host,
  port,
  origins,
}: {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
}): Gatekeeper {
  checkOrigins(origins);
  const names = (NAMES_BY_HOST.get(host) ?? []).flatMap((name) =>
    port === HTTP_PORT ? [name, `${name}:${port}`] : [`${name}:${port}`],
  );
  const [ownNames, allowed] = [new Set(names), new Set(origins)];
  return {
    admits({ headersDistinct }) {
      const { host: hosts = [], origin = [] } = headersDistinct;
      return hosts.length === 1 && ownNames.has(hosts[0]!.toLowerCase()) && origin.every((each) => allowed.has(each));
    },
  };
}

/** Throws `RangeError` unless each is the origin of a web page, in the spelling of a browser. */
export function checkOrigins(origins: readonly string[]): void {
  const wrong = origins.find((each) => !URL.canParse(each) || new URL(each).origin !== each || each === 'null');
  if (wrong !== undefined) throw new RangeError(`${wrong} is not an origin such as https://example.com`);
}
