import type { Client, Shared, ShareTarget } from '@allod/client';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { collectionPlace } from '../input/collection-name.ts';
import type { CollectionPlace } from '../input/collection-name.ts';
import { wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { findRecordId } from '../record-id.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findOwner } from '../whom.ts';

interface Options extends RelayOptions, QrOptions {
  readonly record?: string;
  readonly kind?: string;
}

/** `allod share create`: a link with which somebody reads who is no member. */
export const shareCreate: Verb = defineVerb<Options>({
  path: 'share create',
  summary: 'make a link with which somebody reads a collection, a record, or one version of it',
  examples: [
    {
      does: 'A collection, through a relay',
      line: 'allod share create com.example.notes --relay ws://127.0.0.1:4321',
    },
    { does: 'One version of a record, for ever', line: 'allod share create --record h3WmTq' },
  ],
  shape: (command) =>
    addRelayOption(
      addQrOption(
        command
          .argument('[collection]', 'its name, such as com.example.notes; Home/notes for that of a team')
          .argument('[tag]', 'the tag of a record: the link opens each version of it, and nothing else')
          .option('--record <id>', 'one version alone: the id of the record, or the beginning of it')
          .option('--kind <kind>', 'kind of the collection, when its name does not say so'),
        'the link',
      ),
      'where whoever opens the link finds the records; told at once',
    ),
  run,
});

async function run(context: Context, [name, tag]: readonly string[], options: Options): Promise<void> {
  const { record, kind, relay } = options;
  if ((name === undefined) === (record === undefined))
    throw wrongUsage('Say what the link opens: a collection, a collection and a tag, or --record ID.');
  const place = name === undefined ? undefined : collectionPlace(name, kind);
  checkQr(context, options);
  await checkRelays(relay);
  await withClient(context, async (client) => {
    const target = place === undefined ? await recordTarget(client, record!) : await placeTarget(client, place, tag);
    const more = name === undefined ? {} : { about: name };
    const shared = outcomeOf(await client.shares.create(target, { relays: relay }), more);
    await context.output.result(shared, shared.link);
    await showQr(context, shared.link, options);
    warn(context, shared);
    if (relay.length === 0)
      context.output.note('The link names no relay: sync this home, and tell whoever opens it which relay to ask.');
    await tellRelays(context, client, relay);
  });
}

async function recordTarget(client: Client, text: string): Promise<ShareTarget> {
  return { record: await findRecordId(client, text) };
}

async function placeTarget(
  client: Client,
  { owner, col }: CollectionPlace,
  tag: string | undefined,
): Promise<ShareTarget> {
  const whose = await findOwner(client, owner);
  return { col, owner: whose, ...(tag === undefined ? {} : { tag }) };
}

function warn({ output }: Context, { of, log, col, tag, opens, among, id }: Shared): void {
  const whose = `${col} of ${wordFor(log)}`;
  const hint = `\`allod share revoke ${id.slice(0, 8)}\``;
  if (of === 'version') {
    output.warn(`Whoever has this link reads this version of a record in ${whose}, for ever: it cannot be taken back.`);
    return;
  }
  const what = tag === undefined ? whose : `each version of ${printable(tag)} in ${whose}`;
  output.warn(
    `Whoever has this link reads ${what}, and what is added, until the key changes: when somebody is removed, or with ${hint}. What it opened then, it opens still.`,
  );
  if (opens < among)
    output.note(`It opens ${opens} of the ${among} records that are here: the others are under other keys.`);
}
