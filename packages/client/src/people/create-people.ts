import { isId } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { ClientContext } from '../context.ts';
import { waysInto } from '../logs/ways.ts';
import type { Outcome } from '../outcome.ts';
import { isName, PEOPLE, readNames } from './names.ts';
import type { NameBook, Note } from './names.ts';
import type { People, Person } from './people.ts';
import { byName, pick } from './pick.ts';

/** Puts people together. */
export function createPeople(context: ClientContext): People {
  const { me } = context;
  const person = async (names: NameBook, id: string): Promise<Person> => ({
    ...names.of(id),
    kind: (await context.logs.log(id))?.kind ?? 'unknown',
    ...(names.notes.get(id)?.isBlocked === true ? { isBlocked: true } : {}),
    ...(id === me.user ? { isMe: true } : {}),
  });
  const list = async (): Promise<Person[]> => {
    const names = await readNames(context);
    const ids = new Set([me.user, ...names.notes.keys()]);
    for (const space of context.directory.spaces()) {
      if ((await context.logs.log(space))?.kind !== 'team') continue;
      for (const { who, kind } of await waysInto(context.logs, space)) if (kind !== 'key') ids.add(who);
    }
    return (await Promise.all([...ids].map((id) => person(names, id)))).toSorted(byName);
  };
  const change = async (id: string, to: (note: Note) => Note): Promise<Outcome<Person>> => {
    if (!isId(id)) return refuse('E_INPUT', '');
    const { notes } = await readNames(context);
    const { name, isBlocked } = to(notes.get(id) ?? {});
    const json = { ...(name === undefined ? {} : { name }), ...(isBlocked === true ? { blocked: true } : {}) };
    const added = await context.writer.addAll(PEOPLE, [{ json }], { tags: [id] });
    return added.ok ? accept(await person(await readNames(context), id)) : added;
  };
  return {
    list,
    get: async (id) => person(await readNames(context), id),
    find: async (text) => pick(await list(), text),
    setName: (id, name) =>
      name !== undefined && !isName(name)
        ? Promise.resolve(refuse('E_INPUT', ''))
        : change(id, ({ isBlocked }) => ({
            ...(name === undefined ? {} : { name }),
            ...(isBlocked === true ? { isBlocked } : {}),
          })),
    block: (id) => change(id, (note) => ({ ...note, isBlocked: true })),
    unblock: (id) => change(id, ({ name }) => (name === undefined ? {} : { name })),
  };
}
