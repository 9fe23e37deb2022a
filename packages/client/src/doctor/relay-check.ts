import { MAX_AHEAD_MICROSECONDS } from '@allod/collections';
import { isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { VERSIONS } from '@allod/sync';
import { readRelayUrl } from '../sync/relay-url.ts';
import type { Surroundings } from '../surroundings.ts';
import { fine, many, wrong } from './finding.ts';
import type { Finding } from './finding.ts';

/** How long a relay has for its capability document, in milliseconds. */
const PATIENCE_MS = 10_000;
/** Longest capability document that is read, in bytes. */
const MAX_DOCUMENT_BYTES = 65_536;
/** Close code of a link that was opened to see whether it opens. (RFC 6455 §7.4) */
const CLOSE_DONE = 1000;

type Needs = Pick<Surroundings, 'now' | 'timers' | 'connect'>;

interface Answer {
  readonly status: number;
  readonly document: JsonObject | undefined;
  /** The relay's clock in microseconds, to the second. */
  readonly date: number | undefined;
}

/** Whether a relay answers, speaks our version, takes a link, and goes by the same clock. */
export async function checkRelay(text: string, needs: Needs): Promise<Finding[]> {
  const url = readRelayUrl(text);
  if (!url.ok) return [wrong('relay', `${text} is not the URL of a relay.`, 'Give a URL such as ws://127.0.0.1:4321.')];
  const answer = await ask(url.value.document, needs);
  if (answer === undefined) {
    const fix = 'Start the relay, or check host and port. What was not sent yet is kept here.';
    return [wrong('relay', `Nobody answers at ${text}.`, fix)];
  }
  const { status, document, date } = answer;
  if (document === undefined)
    return [wrong('relay', `What answers at ${text}, with HTTP ${status}, is not a relay.`, 'Check host and port.')];
  return [await checkLink(text, { link: url.value.link, document, needs }), ...checkClock(date, needs.now())];
}

async function checkLink(
  text: string,
  { link, document, needs }: { readonly link: string; readonly document: JsonObject; readonly needs: Needs },
): Promise<Finding> {
  const versions = Array.isArray(document.versions) ? document.versions : [];
  if (!VERSIONS.some((version) => versions.includes(version)))
    return wrong(
      'relay',
      `The relay at ${text} speaks no version that we speak: ${VERSIONS.join(', ')}.`,
      'Update the older of the two.',
    );
  const opened = await needs.connect(link);
  if (!opened.ok)
    return wrong(
      'relay',
      `The relay at ${text} answers, but takes no link.`,
      'Check the path of the URL, or leave it out.',
    );
  opened.value.close(CLOSE_DONE);
  return fine('relay', `The relay at ${text} answers, takes links and speaks a version that we speak.`);
}

function checkClock(date: number | undefined, now: number): Finding[] {
  if (date === undefined) return [];
  const seconds = Math.round(Math.abs(date - now) / 1_000_000);
  if (Math.abs(date - now) <= MAX_AHEAD_MICROSECONDS)
    return [fine('clock', 'The clock agrees with that of the relay.')];
  const side = date > now ? 'behind' : 'ahead of';
  return [
    wrong(
      'clock',
      `The clock here is ${many(seconds, 'second')} ${side} that of the relay.`,
      'Set the clock of this device.',
    ),
  ];
}

/** The capability document of a relay, or `undefined` when nobody answers in time. */
async function ask(url: string, { timers }: Needs): Promise<Answer | undefined> {
  const patience = new AbortController();
  const stop = timers.set(PATIENCE_MS, () => patience.abort());
  try {
    const response = await fetch(url, { redirect: 'manual', signal: patience.signal });
    const document = response.ok ? await readDocument(response) : undefined;
    return { status: response.status, document, date: readDate(response.headers.get('date')) };
  } catch {
    return undefined;
  } finally {
    stop();
    patience.abort();
  }
}

async function readDocument({ body }: Response): Promise<JsonObject | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length > MAX_DOCUMENT_BYTES) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  const parsed = parseStrictJson(Buffer.concat(chunks));
  return parsed.ok && isJsonObject(parsed.value) && parsed.value.v === 1 ? parsed.value : undefined;
}

function readDate(header: string | null): number | undefined {
  // oxlint-disable-next-line no-restricted-globals -- reads a date, asks no clock
  const milliseconds = Date.parse(header ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds * 1_000;
}
