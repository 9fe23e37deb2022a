import { TextDecoder } from 'node:util';

/** What a byte stream is cut into: a line, or the reason why the stream is no longer lines. */
export type LineEvent = { readonly line: string } | { readonly violation: string };

interface Cutter {
  readonly maxBytes: number;
  readonly decoder: TextDecoder;
  parts: Uint8Array[];
  sizeBytes: number;
  broken: boolean;
}

/**
 * Cuts a byte stream into lines that end in `\n`. Bounded: keeps at most `maxBytes` (the `\n` included) of an unfinished
 * line. After a violation (a line too long, or not UTF-8) nothing more comes out.
 */
export function createLineCutter(maxBytes: number): (chunk: Uint8Array) => LineEvent[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const cutter: Cutter = { maxBytes, decoder, parts: [], sizeBytes: 0, broken: false };
  return (chunk) => cut(cutter, chunk);
}

function cut(cutter: Cutter, chunk: Uint8Array): LineEvent[] {
  const events: LineEvent[] = [];
  for (let from = 0; from < chunk.length && !cutter.broken;) {
    const end = chunk.indexOf(0x0a, from);
    const to = end < 0 ? chunk.length : end + 1;
    cutter.sizeBytes += to - from;
    if (cutter.sizeBytes > cutter.maxBytes)
      return [...events, refuse(cutter, `a line is longer than ${cutter.maxBytes} bytes`)];
    cutter.parts.push(chunk.subarray(from, to));
    if (end >= 0) events.push(finish(cutter));
    from = to;
  }
  return events;
}

function finish(cutter: Cutter): LineEvent {
  const bytes = Buffer.concat(cutter.parts);
  cutter.parts = [];
  cutter.sizeBytes = 0;
  try {
    return { line: cutter.decoder.decode(bytes.subarray(0, -1)) };
  } catch {
    return refuse(cutter, 'a line is not UTF-8');
  }
}

function refuse(cutter: Cutter, violation: string): LineEvent {
  cutter.broken = true;
  cutter.parts = [];
  return { violation };
}
