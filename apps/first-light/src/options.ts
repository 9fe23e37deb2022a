import { parseArgs } from 'node:util';

/** How the story is told. */
export interface Options {
  /** End after the story, instead of staying up. */
  readonly once: boolean;
  /** Port of the relay; 0 for any that is free. */
  readonly port: number;
}

/** How it is called. */
export const USAGE = `npm start [-- OPTIONS]
  --once       end after the story
  --port PORT  port of the relay, 1 to 65535; any that is free when absent`;

const MAX_PORT = 65_535;

/** Reads the arguments. Throws `TypeError`, with words for the person, when they make no sense. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
  });
  return { once: values.once, port: values.port === undefined ? 0 : portOf(values.port) };
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port === 0 || port > MAX_PORT)
    throw new TypeError(`--port takes a number from 1 to ${MAX_PORT}, not "${text}"`);
  return port;
}
