import type { Client, ConnectionEvent } from '@allod/client';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { Failure, valueOf, wrongUsage } from '../errors/failure.ts';
import { aborted } from '../interruption.ts';
import { LINK_WARNING } from '../link-warning.ts';
import { tellSync } from '../sync-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly live?: boolean;
}

/** `allod sync`: brings this home and a relay together, once or for as long as it runs. */
export const sync: Verb = defineVerb<Options>({
  path: 'sync',
  summary: 'send to a relay what it lacks, and fetch what is missing here',
  examples: [
    { does: 'Once', line: 'allod sync ws://127.0.0.1:4321' },
    { does: 'And then live, until Ctrl-C', line: 'allod sync ws://127.0.0.1:4321 --live' },
  ],
  shape: (command) =>
    command
      .argument('<url>', 'where the relay is, as it said when it started')
      .option('--live', 'stay connected, and connect again when the link is lost'),
  run: async (context, [url = ''], { live }) => {
    const { isRelayUrl } = await import('@allod/client');
    if (!isRelayUrl(url))
      throw wrongUsage(`${url} is not the URL of a relay.`, 'Give a URL such as ws://127.0.0.1:4321.');
    await withClient(context, (client) => {
      context.output.warn(LINK_WARNING);
      return live === true ? stay(context, client, url) : once(context, client, url);
    });
  },
});

async function once({ output, interruption, progress }: Context, client: Client, url: string): Promise<void> {
  const line = progress();
  line.update(`Syncing with ${url}`);
  const codes: string[] = [];
  try {
    const on = (event: ConnectionEvent): void => {
      if (event.type !== 'refused') return;
      output.detail(
        `${event.by === 'us' ? 'Refused here' : 'Refused there'}: ${event.code} in ${event.space.slice(0, 8)}`,
      );
      if (event.by === 'us') codes.push(event.code);
    };
    const result = await client.sync(url, { signal: interruption.signal, on });
    if (!result.ok && interruption.cause === 'timeout')
      throw new Failure('E_LINK', {
        about: url,
        reason: 'The time given with --timeout is over.',
        requirement: 'TRN-006',
      });
    const report = valueOf(result, { about: url });
    line.end();
    const standing = await client.standing();
    if (standing.state !== 'device') output.warn(standing.says);
    await tellSync(output, report, codes);
  } finally {
    line.end();
  }
}

/** Until it is interrupted. A relay that goes away is waited for. */
async function stay({ output, interruption }: Context, client: Client, url: string): Promise<void> {
  const on = (event: ConnectionEvent): void => {
    void output.line(event, eventText(event));
  };
  const connection = client.connect(url, { on });
  await aborted(interruption.signal);
  await connection.close();
  output.note('What was received is stored. What was not sent yet is kept here, and sent the next time.');
}

function eventText({ type, ...more }: ConnectionEvent): string {
  return [type, ...Object.entries(more).map(([name, value]) => `${name}=${String(value)}`)].join('\t');
}
