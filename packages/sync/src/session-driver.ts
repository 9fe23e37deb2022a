import { decodeId } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { CLOSE_CODE_BY_ERROR } from '@allod/transport';
import type { Link } from '@allod/transport';
import { decodeFrame } from '@allod/transport/frames';
import type { OpenSubscription, PeerOptions, Session, SessionEnd } from './contract.ts';
import { Outbox } from './outbox.ts';
import { answers, catchUp } from './outgoing.ts';
import type { Batch, GotPart } from './outgoing.ts';
import { peerNumber } from './peer-number.ts';
import type { SessionEffect, SessionEvent, SessionInput, Settled, Timer } from './session/events.ts';
import { createSessionState } from './session/state.ts';
import type { PeerLimits, SessionState } from './session/state.ts';
import { step } from './session/step.ts';
import { StoreSide } from './store-side.ts';

/** Close code of a link that is closed without a fault. (RFC 6455 §7.4) */
const CLOSE_DONE = 1000;
/** Close code of a peer that goes away and comes back. (TRN-014) */
const CLOSE_AWAY = 4503;

/** What a driver is made of. */
export interface DriverOptions extends PeerOptions {
  readonly limits: PeerLimits;
  readonly link: Link;
  readonly role: 'opened' | 'accepted';
  readonly on: ((event: SessionEvent) => void) | undefined;
}

type Effect<D extends SessionEffect['do']> = Extract<SessionEffect, { readonly do: D }>;

/** Performs what a session wants done, and tells it what came of it. */
export class SessionDriver implements Session {
  readonly closed: Promise<SessionEnd>;
  readonly #options: DriverOptions;
  readonly #state: SessionState;
  readonly #side: StoreSide;
  readonly #outbox: Outbox;
  readonly #readers: Map<string, AsyncIterator<Batch | GotPart>> = new Map();
  readonly #stopByTimer: Map<Timer, () => void> = new Map();
  readonly #settleByTicket: Map<number, (settled: Result<Settled, 'E_LINK'>) => void> = new Map();
  readonly #underWay: Set<Promise<unknown>> = new Set();
  readonly #inputs: SessionInput[] = [];
  #isStepping = false;
  #nextTicket = 0;
  #hasEnded = false;
  #isWritable = true;
  #cause: unknown;
  #end!: (end: SessionEnd) => void;

  constructor(options: DriverOptions) {
    const { store, link, role, limits, admitSpace = () => true } = options;
    this.#options = options;
    this.closed = new Promise((resolve) => (this.#end = resolve));
    this.#state = createSessionState({ role, gen: store.gen, limits, serves: admitSpace });
    this.#side = new StoreSide(options, {
      tell: (input) => this.#tell(input),
      run: (job) => this.#run(job),
    });
    this.#outbox = new Outbox(link);
    this.#tell({ on: 'start' });
    link.listen({
      frame: (bytes) => this.#receive(bytes),
      closed: () => this.#tell({ on: 'gone' }),
      drained: () => this.#flush(),
    });
  }

  open(space: string, { live = false }: { readonly live?: boolean } = {}): OpenSubscription {
    if (!decodeId(space).ok) throw new TypeError('a space is an id of 43 characters');
    if (this.#hasEnded) return { settled: Promise.resolve(lostLink()) };
    const ticket = this.#nextTicket++;
    const settled = new Promise<Result<Settled, 'E_LINK'>>((resolve) => this.#settleByTicket.set(ticket, resolve));
    this.#tell({ on: 'subscribe', space, live, ticket });
    return { settled };
  }

  close(code?: string): void {
    this.#tell({ on: 'close', code: code ?? 'E_LINK' });
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  #receive(bytes: Uint8Array): void {
    if (bytes.length > this.#options.limits.frameBytes) return this.#tell({ on: 'fault', code: 'E_LIMIT' });
    const decoded = decodeFrame(bytes);
    if (!decoded.ok) return this.#tell({ on: 'fault', code: decoded.error.code });
    this.#tell({ on: 'frame', messages: decoded.value, at: this.#options.now() });
  }

  /** One input after the other, also when performing one brings the next. */
  #tell(input: SessionInput): void {
    this.#inputs.push(input);
    if (this.#isStepping) return;
    this.#isStepping = true;
    for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) {
      for (const effect of step(this.#state, next)) this.#perform(effect);
      this.#flush();
    }
    this.#isStepping = false;
  }

  #flush(): void {
    if (this.#hasEnded) return;
    const { other } = this.#state;
    if (other !== undefined) this.#outbox.frameBytes = other.frameBytes;
    const isWritable = this.#outbox.flush();
    if (isWritable === this.#isWritable) return;
    this.#isWritable = isWritable;
    this.#tell({ on: 'writable', isWritable });
  }

  #perform(effect: SessionEffect): void {
    switch (effect.do) {
      case 'send':
        return this.#outbox.add(effect.bytes);
      case 'end':
        return this.#finish(effect);
      case 'timer':
        return this.#setTimer(effect);
      case 'tell':
        return this.#options.on?.(effect.event);
      case 'identify':
        return this.#run(async () => {
          const origin = await peerNumber(this.#options.store, effect.st);
          this.#side.identified(effect.st, origin);
          this.#tell({ on: 'identified', origin });
        });
      case 'settle':
        return this.#run(async () => {
          const settled = await this.#side.settled(effect.settled);
          this.#settleByTicket.get(effect.ticket)?.(accept(settled));
          this.#settleByTicket.delete(effect.ticket);
        });
      default:
        return this.#performOnStore(effect);
    }
  }

  #performOnStore(
    effect: Exclude<SessionEffect, Effect<'send' | 'end' | 'timer' | 'tell' | 'identify' | 'settle'>>,
  ): void {
    const { store, admitSpace = () => true } = this.#options;
    switch (effect.do) {
      case 'begin':
        return this.#run(() => this.#side.begin(effect));
      case 'unwatch':
        return this.#side.unwatch(effect.s);
      case 'count':
        return this.#run(() => this.#side.count(effect));
      case 'catchUp':
        return void this.#readers.set(effect.reader, catchUp(store, effect.options));
      case 'answer':
        return void this.#readers.set(effect.reader, answers(store, { ...effect.options, serves: admitSpace }));
      case 'pull':
        return this.#run(() => this.#pull(effect.reader));
      case 'offer':
        return this.#run(() => this.#side.offer(effect.job, effect.offer));
      case 'lack':
        return this.#run(() => this.#side.lack(effect.ids));
      case 'cover':
        return this.#run(() => this.#side.cover(effect));
    }
  }

  async #pull(name: string): Promise<void> {
    const reader = this.#readers.get(name)!;
    const { done, value } = await reader.next();
    if (done === true) this.#readers.delete(name);
    this.#tell({ on: 'pulled', reader: name, part: done === true ? undefined : value });
  }

  #setTimer({ timer, ms }: Effect<'timer'>): void {
    this.#stopByTimer.get(timer)?.();
    // Once the other side has said hello its silence counts, and not that it has not.
    if (timer === 'silence') this.#stopByTimer.get('hello')?.();
    const stop = this.#options.timers.set(ms, () => this.#tell({ on: 'timer', timer, at: this.#options.now() }));
    this.#stopByTimer.set(timer, stop);
  }

  #finish({ code, retry, isSilent }: Effect<'end'>): void {
    this.#outbox.flush();
    this.#hasEnded = true;
    for (const stop of this.#stopByTimer.values()) stop();
    this.#side.close();
    this.#readers.clear();
    this.#options.link.close(closeCode(code, isSilent));
    for (const settle of this.#settleByTicket.values()) settle(lostLink());
    this.#settleByTicket.clear();
    const more = this.#cause === undefined ? {} : { cause: this.#cause };
    this.#end({ code, ...(retry === undefined ? {} : { retry }), ...more });
  }

  /** Begins something that takes time. A fault of this process in it ends the session. */
  #run(job: () => Promise<void>): void {
    const running = job().catch((cause: unknown) => {
      this.#cause ??= cause;
      this.#tell({ on: 'close', code: 'E_LINK' });
    });
    this.#underWay.add(running);
    void running.then(() => this.#underWay.delete(running));
  }
}

/** What `settled` says when the link went first. */
function lostLink(): Result<never, 'E_LINK'> {
  return refuse('E_LINK', 'TRN-006');
}

function closeCode(code: string, isSilent: boolean): number {
  if (isSilent) return code === 'E_LINK' ? CLOSE_CODE_BY_ERROR.E_LINK! : CLOSE_DONE;
  return code === 'E_LINK' ? CLOSE_AWAY : (CLOSE_CODE_BY_ERROR[code] ?? CLOSE_AWAY);
}
