/** What a byte stream is cut into: a line, or the reason why the stream is no longer lines. */
export type LineEvent = { readonly line: string } | { readonly violation: string };

/**
 * Cuts a byte stream into lines that end in `\n`. Bounded: keeps at most `maxBytes` (the `\n` included) of an unfinished
 * line. After a violation (a line too long, or not UTF-8) nothing more comes out.
 */
export function createLineCutter(maxBytes: number): (chunk: Uint8Array) => LineEvent[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  let broken = false;

  function refuse(events: LineEvent[], violation: string): void {
    broken = true;
    parts = [];
    events.push({ violation });
  }

  function keep(part: Uint8Array, events: LineEvent[]): boolean {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes) refuse(events, `a line is longer than ${maxBytes} bytes`);
    else parts.push(part);
    return !broken;
  }

  function finish(events: LineEvent[]): void {
    const bytes = Buffer.concat(parts);
    parts = [];
    sizeBytes = 0;
    try {
      events.push({ line: decoder.decode(bytes.subarray(0, -1)) });
    } catch {
      refuse(events, 'a line is not UTF-8');
    }
  }

  return (chunk) => {
    const events: LineEvent[] = [];
    let from = 0;
    while (!broken && from < chunk.length) {
      const end = chunk.indexOf(0x0a, from);
      const to = end < 0 ? chunk.length : end + 1;
      if (keep(chunk.subarray(from, to), events) && end >= 0) finish(events);
      from = to;
    }
    return events;
  };
}
