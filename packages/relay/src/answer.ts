import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@allod/core/errors';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  /** Media type. */
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nothing that a relay says is to be run, framed, guessed at, kept or told to others. */
const SAFE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** A JSON document. */
export function jsonAnswer(value: object, status = 200): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

/** A fault as `application/problem+json` (RFC 9457), with a code of the error registry where there is one. */
export function problemAnswer(
  status: number,
  { code, headers = {} }: { readonly code?: ErrorCode; readonly headers?: Readonly<Record<string, string>> } = {},
): Answer {
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, code };
  return { status, type: 'application/problem+json', body: JSON.stringify(problem), headers };
}

/** Sends an answer; to `HEAD` all of it but the body. */
export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.end(response.req.method === 'HEAD' ? undefined : answer.body);
}

/** Sends an answer over a connection that was to become something else, and ends it. */
export function sendRaw(socket: Duplex, answer: Answer): void {
  const headers = Object.entries({ ...headersOf(answer), Connection: 'close' });
  const lines = [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`, ...headers.map(([k, v]) => `${k}: ${v}`)];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${answer.body}`);
}

function headersOf({ type, body, headers }: Answer): Record<string, string | number> {
  return { ...SAFE_HEADERS, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), ...headers };
}
