import type { Command } from 'commander';
import type { Context } from './context.ts';
import { wrongUsage } from './errors/failure.ts';

/** Bytes that the largest QR code takes, of version 40 at its lowest level of correction. */
const MAX_BYTES = 2953;

/** Whether a result is shown to a camera, too. */
export interface QrOptions {
  readonly qr?: boolean;
}

/** Adds `--qr`. */
export function addQrOption(command: Command, what: string): Command {
  return command.option('--qr', `also show ${what} as a QR code, for a camera`);
}

/** Refuses, before anything is done, a picture where there is nobody to look at it. Throws a `Failure` with `E_USAGE`. */
export function checkQr({ output }: Context, { qr }: QrOptions): void {
  if (qr === true && output.json) throw wrongUsage('--qr is a picture for a camera, and --json has no pictures.');
}

/** Shows an ASCII text to a camera, or says why it cannot. Nothing without `--qr`. */
export async function showQr({ output }: Context, text: string, { qr }: QrOptions): Promise<void> {
  if (qr !== true) return;
  if (text.length > MAX_BYTES) return output.warn(`It is too long for a QR code: ${text.length} characters.`);
  const { renderUnicodeCompact } = await import('uqr');
  const lines = renderUnicodeCompact(text, { boostEcc: true }).split('\n');
  const columns = lines[0]?.length ?? 0;
  const { isShown } = await output.picture(lines);
  if (!isShown) output.warn(`The QR code needs a terminal of ${columns} columns: make this one wider, and try again.`);
}
