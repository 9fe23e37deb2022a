import { messageLength } from '@allod/transport/frames';
import type { HelloMessage, ReceivedMessage } from '@allod/transport/frames';
import { FEATURES, SESSION_LIMITS, VERSIONS } from '../limits.ts';
import { receiveDeps, receiveGot } from './asking.ts';
import type { SessionEffect, SessionInput, Timer } from './events.ts';
import { receiveItems, receiveLacking, receiveOutcome, receiveUnparked, settle } from './receiving.ts';
import { pump, receiveAck, receiveGet, receivePulled } from './sending.ts';
import { emit, end, MESSAGE_BYTES, say } from './state.ts';
import type { SessionState } from './state.ts';
import {
  receiveCommitted,
  receiveDone,
  receiveFin,
  receiveLag,
  receiveOpen,
  receiveOpened,
  receiveOpening,
  sendDone,
  subscribe,
} from './subscribing.ts';

/** How long the other side may take to say hello, in milliseconds. (TRN-003) */
const HELLO_MS = 1_000 * SESSION_LIMITS.helloSeconds;
/** Silence before a ping, and the wait for its answer, in milliseconds. (TRN-006) */
const SILENCE_MS = 1_000 * SESSION_LIMITS.silenceSeconds;
/** Pings without an answer after which a link is lost. (TRN-006) */
const MAX_PINGS = 2;

/**
 * One step of a session: takes what happened into `state`, and gives what is to be done, in order. It knows no socket, clock,
 * timer or store; the same inputs give the same effects. (06 §4, 07 §1)
 */
export function step(state: SessionState, input: SessionInput): readonly SessionEffect[] {
  if (state.phase === 'ended') return [];
  take(state, input);
  drain(state);
  pump(state);
  settle(state);
  const { effects } = state;
  state.effects = [];
  return effects;
}

function take(state: SessionState, input: SessionInput): void {
  switch (input.on) {
    case 'start':
      return start(state);
    case 'frame':
      return receiveFrame(state, input);
    case 'fault':
      return end(state, input.code);
    case 'identified':
      return identified(state, input.origin);
    case 'timer':
      return input.timer === 'hello' ? end(state, 'E_HS') : listen(state, input.at);
    case 'subscribe':
      return state.phase === 'open' ? subscribe(state, input) : void state.waiting.push(input);
    case 'close':
      return end(state, input.code, input.retry === undefined ? {} : { retry: input.retry });
    case 'gone':
      return end(state, 'E_LINK', { isSilent: true });
    default:
      return takeResult(state, input);
  }
}

type Event = 'start' | 'frame' | 'fault' | 'identified' | 'timer' | 'subscribe' | 'close' | 'gone';

/** Takes what came of an effect. */
function takeResult(state: SessionState, input: Exclude<SessionInput, { readonly on: Event }>): void {
  switch (input.on) {
    case 'opening':
      return receiveOpening(state, input.s, input.opening);
    case 'counted':
      return sendDone(state, input.s, input);
    case 'pulled':
      return receivePulled(state, input.reader, input.part);
    case 'committed':
      return receiveCommitted(state, input.s, input.rows);
    case 'answered':
      return receiveOutcome(state, input.job, input.outcome);
    case 'unparked':
      return receiveUnparked(state, input.answers);
    case 'lacking':
      return receiveLacking(state, input.ids);
    case 'writable':
      state.isWritable = input.isWritable;
  }
}

function start(state: SessionState): void {
  const { gen, limits } = state.options;
  const { frameBytes, creditBytes } = limits;
  say(state, { m: 'hello', v: VERSIONS, ft: FEATURES, mf: frameBytes, wn: creditBytes, st: gen });
  emit(state, { do: 'timer', timer: 'hello', ms: HELLO_MS });
}

function receiveFrame(state: SessionState, { messages, at }: Extract<SessionInput, { readonly on: 'frame' }>): void {
  state.heardAt = at;
  state.pings = 0;
  for (const message of messages) {
    if (state.phase === 'ended') return;
    if (state.phase === 'hello') receiveHello(state, message);
    else receive(state, message);
  }
}

function receiveHello(state: SessionState, message: ReceivedMessage): void {
  if (message.m !== 'hello') return end(state, 'E_HS');
  if (!VERSIONS.some((version) => message.v.includes(version))) return end(state, 'E_VERSION');
  const { mf, wn, ft, st }: HelloMessage = message;
  const messageBytes = Math.min(MESSAGE_BYTES, mf, wn);
  state.other = { frameBytes: mf, messageBytes, hasCompression: FEATURES.every((feature) => ft.includes(feature)) };
  state.creditOut = wn;
  state.phase = 'identifying';
  emit(state, { do: 'identify', st });
  emit(state, { do: 'timer', timer: 'silence', ms: SILENCE_MS });
}

function identified(state: SessionState, origin: number): void {
  state.origin = origin;
  state.phase = 'open';
  for (const each of state.waiting.splice(0)) subscribe(state, each);
}

/** Takes a message at once, or puts it where its turn comes. */
function receive(state: SessionState, message: ReceivedMessage): void {
  switch (message.m) {
    case 'hello':
      return end(state, 'E_HS');
    case 'bye':
      return end(state, message.code, { isSilent: true, ...retryOf(message) });
    case 'ping':
      return say(state, { m: 'pong' });
    case 'pong':
      return undefined;
    case 'ack':
      return receiveAck(state, message);
    case 'win':
      state.creditOut += message.c;
      return undefined;
    case 'get':
      return receiveGet(state, message);
    case 'deps':
      return receiveDeps(
        state,
        message.l.flatMap(([, , heads]) => heads),
      );
    case 'items':
    case 'got':
      state.creditIn -= messageLength(message);
      if (state.creditIn < 0) return end(state, 'E_FLOW');
      break;
    case 'open':
      if (++state.opensIn > SESSION_LIMITS.subscriptions) return end(state, 'E_LIMIT');
      break;
    default:
  }
  state.inbox.push(message);
}

function retryOf({ retry }: { readonly retry?: number }): { retry?: number } {
  return retry === undefined ? {} : { retry };
}

/** Takes the messages whose turn it is. One that says where something ends waits for the intake to be done with what came before. */
function drain(state: SessionState): void {
  while (state.phase === 'open' && state.opening === 0) {
    const [message] = state.inbox;
    const isData = message?.m === 'items' || message?.m === 'got';
    if (message === undefined || (!isData && state.jobs.size > 0)) return;
    state.inbox.shift();
    takeInTurn(state, message);
  }
}

function takeInTurn(state: SessionState, message: ReceivedMessage): void {
  switch (message.m) {
    case 'items':
      return receiveItems(state, message);
    case 'got':
      return receiveGot(state, message);
    case 'open':
      return receiveOpen(state, message);
    case 'opened':
      return receiveOpened(state, message);
    case 'fin':
      return receiveFin(state, message.s);
    case 'done':
      return receiveDone(state, message);
    case 'lag':
      return receiveLag(state, message);
    default:
      return undefined;
  }
}

/** Looks whether the other side was silent for too long. (TRN-006) */
function listen(state: SessionState, at: number): void {
  const silent = Math.max(0, Math.floor((at - state.heardAt) / 1_000));
  const ping = (timer: Timer): void => {
    state.pings++;
    say(state, { m: 'ping' });
    emit(state, { do: 'timer', timer, ms: SILENCE_MS });
  };
  if (silent < SILENCE_MS) emit(state, { do: 'timer', timer: 'silence', ms: SILENCE_MS - silent });
  else if (state.pings < MAX_PINGS) ping('silence');
  else end(state, 'E_LINK', { isSilent: true });
}
