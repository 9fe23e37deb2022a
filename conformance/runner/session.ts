import type { Channel, ChannelEvent } from './channel.ts';
import type { Clock } from './clock.ts';
import { HarnessError } from './harness-error.ts';
import { isObject, member, textMember } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Protocol, RequestLine } from './protocol.ts';

/** What came back for one request. */
export type Answer =
  | { readonly kind: 'ok'; readonly ok: JsonObject }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly phase: string;
      readonly detail?: string;
      /** Bytes that it handed out before it refused. */
      readonly released?: Json;
    }
  | { readonly kind: 'unsupported'; readonly what: string }
  /** The answer, or a line that was no answer, is against the protocol. */
  | { readonly kind: 'violation'; readonly detail: string }
  /** The process ended, or was ended, and only this request was open. */
  | { readonly kind: 'crash'; readonly detail: string }
  | { readonly kind: 'timeout'; readonly detail: string }
  /** The process ended while several requests were open: nobody knows yet whose fault it was. */
  | { readonly kind: 'lost'; readonly detail: string };

/** One request. */
export interface Request {
  readonly cmd: string;
  readonly input: JsonObject;
  /** The runner's name for it in traces. */
  readonly label?: string;
}

/** What a session needs. */
export interface SessionOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly protocol: Protocol;
  /** Milliseconds without any answer after which the oldest open request has missed its deadline. */
  readonly deadlineMs: number;
  /** Sees every line, both ways. */
  readonly trace?: (direction: '→' | '←', line: string) => void;
}

/** One process of the testee, as requests and answers. */
export interface Session {
  /** How many requests may be open at once. Set from `hello`; 1 before. */
  window: number;
  /** Sends a request as soon as the window allows. Never rejects for what the testee does. */
  ask(request: Request): Promise<Answer>;
  /** The reason why the process ended, or `undefined` while it lives. */
  readonly end: string | undefined;
  /** Closes the testee's input, and resolves with its exit status once it ended, or `undefined` when it had to be killed. */
  close(): Promise<number | undefined>;
  /** Ends the process at once. */
  kill(): void;
}

interface Open {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
}

interface State {
  readonly options: SessionOptions;
  readonly openById: Map<number, Open>;
  readonly waiting: Open[];
  readonly onEnded: Array<(status: number | undefined) => void>;
  nextId: number;
  end: string | undefined;
  window: number;
  /** Set once the process has ended. */
  exit: { readonly status: number | undefined } | undefined;
  cancelDeadline: () => void;
}

/** Starts to speak with a testee process over its channel. */
export function openSession(options: SessionOptions): Session {
  const state: State = {
    options,
    openById: new Map(),
    waiting: [],
    onEnded: [],
    nextId: 1,
    end: undefined,
    window: 1,
    exit: undefined,
    cancelDeadline: () => {},
  };
  options.channel.listen((event) => onEvent(state, event));
  return {
    get window() {
      return state.window;
    },
    set window(size: number) {
      state.window = size;
      pump(state);
    },
    get end() {
      return state.end;
    },
    ask: (request) => ask(state, request),
    close: () => close(state),
    kill: () => finish(state, 'crash', 'ended by the runner'),
  };
}

function ask(state: State, request: Request): Promise<Answer> {
  return new Promise((resolve) => {
    checkRequest(state.options.protocol, request);
    if (state.end !== undefined) return resolve({ kind: 'lost', detail: state.end });
    state.waiting.push({ request, resolve });
    pump(state);
  });
}

function checkRequest(protocol: Protocol, request: Request): void {
  const line: RequestLine = { id: Number.MAX_SAFE_INTEGER, cmd: request.cmd, in: request.input };
  const problem = protocol.refuseRequest(line);
  const name = request.label ?? request.cmd;
  if (problem !== undefined) throw new HarnessError(`${name}: the request is against TP/1: ${problem}`);
  if (Buffer.byteLength(JSON.stringify(line)) >= protocol.maxLineBytes)
    throw new HarnessError(`${name}: the request is too long`);
}

function pump(state: State): void {
  while (state.end === undefined && state.openById.size < state.window) {
    const next = state.waiting.shift();
    if (next === undefined) return;
    send(state, next);
  }
}

function send(state: State, open: Open): void {
  const { channel, trace } = state.options;
  const id = state.nextId++;
  const line = JSON.stringify({ id, cmd: open.request.cmd, in: open.request.input });
  state.openById.set(id, open);
  trace?.('→', line);
  channel.send(line);
  restartDeadline(state);
}

function onEvent(state: State, event: ChannelEvent): void {
  if (event.kind === 'ended') {
    finish(state, 'crash', event.detail);
    state.exit = { status: event.status };
    for (const tell of state.onEnded.splice(0)) tell(event.status);
  } else if (state.end !== undefined) {
    return;
  } else if (event.kind === 'violation') {
    finish(state, 'violation', event.detail);
  } else {
    state.options.trace?.('←', event.line);
    onLine(state, event.line);
  }
}

function onLine(state: State, line: string): void {
  const answer = parse(line);
  const id = isObject(answer) ? member(answer, 'id') : undefined;
  const open = typeof id === 'number' ? state.openById.get(id) : undefined;
  if (open === undefined || typeof id !== 'number' || !isObject(answer)) {
    return finish(state, 'violation', `a line is no answer to an open request: ${excerpt(line)}`);
  }
  state.openById.delete(id);
  restartDeadline(state);
  open.resolve(answerFrom(state.options.protocol, open.request.cmd, answer));
  pump(state);
}

function parse(line: string): Json | undefined {
  try {
    const value: Json = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}

function answerFrom(protocol: Protocol, cmd: string, answer: JsonObject): Answer {
  const problem = protocol.refuseAnswer(answer);
  if (problem !== undefined) return { kind: 'violation', detail: `the answer is against TP/1: ${problem}` };
  const [ok, error, unsupported] = ['ok', 'error', 'unsupported'].map((name) => member(answer, name));
  if (isObject(error)) return errorFrom(error);
  if (isObject(unsupported)) return { kind: 'unsupported', what: textMember(unsupported, 'what') };
  const result = isObject(ok) ? ok : {};
  const misshapen = protocol.refuseResult(cmd, result);
  if (misshapen !== undefined) {
    return { kind: 'violation', detail: `the result of ${cmd} is against TP/1: ${misshapen}` };
  }
  return { kind: 'ok', ok: result };
}

function errorFrom(error: JsonObject): Answer {
  const [detail, released] = [member(error, 'detail'), member(error, 'released')];
  return {
    kind: 'error',
    code: textMember(error, 'code'),
    phase: textMember(error, 'phase'),
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(released === undefined ? {} : { released }),
  };
}

function restartDeadline(state: State): void {
  const { clock, deadlineMs } = state.options;
  state.cancelDeadline();
  state.cancelDeadline =
    state.openById.size === 0
      ? () => {}
      : clock.after(deadlineMs, () => finish(state, 'timeout', `no answer within ${deadlineMs} ms`));
}

/** Ends the process. A lone open request gets the blame; of several, each is lost. */
function finish(state: State, kind: 'crash' | 'timeout' | 'violation', detail: string): void {
  if (state.end !== undefined) return;
  state.end = detail;
  state.cancelDeadline();
  state.options.channel.kill();
  const open = [...state.openById.values()];
  state.openById.clear();
  const alone = open.length === 1;
  for (const { resolve } of open) resolve(alone ? { kind, detail } : { kind: 'lost', detail });
  for (const { resolve } of state.waiting.splice(0)) resolve({ kind: 'lost', detail });
}

function close(state: State): Promise<number | undefined> {
  return new Promise((resolve) => {
    if (state.exit !== undefined) return resolve(state.exit.status);
    const cancel = state.options.clock.after(state.options.deadlineMs, () => {
      finish(state, 'timeout', 'did not end when its input ended');
      resolve(undefined);
    });
    state.onEnded.push((status) => {
      cancel();
      resolve(status);
    });
    state.options.channel.endInput();
  });
}

function excerpt(line: string): string {
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
