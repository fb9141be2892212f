import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { LivechatControl } from '../../src/rocketchat/roomControl';

/** One room and one department of a host that answers as told. */
class FakeHost {
  room:
    | { id: string; isOpen: boolean; visitor: object; servedBy?: { type: string; roles?: string[] } }
    | undefined = {
    id: 'room-1',
    isOpen: true,
    visitor: { id: 'visitor-1' },
    servedBy: { type: 'bot' },
  };
  department: { id: string; name: string; enabled: boolean } | undefined = {
    id: 'dep-2',
    name: 'Sales',
    enabled: true,
  };
  transfer: () => boolean = () => true;
  closing: () => void = () => undefined;
  readonly transfers: unknown[] = [];
  readonly closed: string[] = [];

  control(): LivechatControl {
    const read = {
      getRoomReader: () => ({ getById: () => Promise.resolve(this.room) }),
      getLivechatReader: () => ({
        getLivechatDepartmentByIdOrName: () => Promise.resolve(this.department),
      }),
    };
    const updater = {
      transferVisitor: (_visitor: unknown, { targetDepartment }: { targetDepartment: string }) =>
        Promise.resolve().then(() => {
          this.transfers.push(targetDepartment);
          return this.transfer();
        }),
      closeRoom: (_room: unknown, comment: string) =>
        Promise.resolve().then(() => {
          this.closed.push(comment);
          this.closing();
          return true;
        }),
    };
    const modify = { getUpdater: () => ({ getLivechatUpdater: () => updater }) };
    return new LivechatControl(read as unknown as IRead, modify as unknown as IModify);
  }
}

function throwing(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

const DONE = { ok: true, value: undefined };
const refusedBy = (code: string, key: string) => ({
  ok: false,
  failure: expect.objectContaining({ code, human: expect.objectContaining({ key }) as object }) as object,
});

describe('Handing a room over', () => {
  it('names the department by its id, as the host wants it', async () => {
    const host = new FakeHost();
    await expect(host.control().handOver('room-1', 'Sales')).resolves.toEqual(DONE);
    expect(host.transfers).toEqual(['dep-2']);
  });

  it.each<[string, Partial<FakeHost>, string, string]>([
    [
      'to a department that is not there',
      { department: undefined },
      'error-invalid-department',
      'bot.handOver-gone',
    ],
    [
      'to one that is disabled',
      { department: { id: 'dep-2', name: 'Sales', enabled: false } },
      'error-invalid-department',
      'bot.handOver-gone',
    ],
    [
      'to one that was removed just now',
      { transfer: throwing('error-invalid-department') },
      'error-invalid-department',
      'bot.handOver-gone',
    ],
    [
      'to one where nobody is',
      { transfer: throwing('error-no-agents-online-in-department') },
      'error-no-agents-online-in-department',
      'bot.handOver-nobody',
    ],
    [
      'to one where nobody is, of older hosts',
      { transfer: () => false },
      'error-no-agents-online-in-department',
      'bot.handOver-nobody',
    ],
    [
      'to the one that the bot is in',
      { transfer: throwing('error-forwarding-chat-same-department') },
      'error-forwarding-chat-same-department',
      'bot.handOver-same',
    ],
    [
      'to the one that a bot is in which an admin made as a user',
      {
        room: { id: 'room-1', isOpen: true, visitor: {}, servedBy: { type: 'user', roles: ['bot'] } },
        transfer: throwing('error-forwarding-chat-same-department'),
      },
      'error-forwarding-chat-same-department',
      'bot.handOver-same',
    ],
    [
      'while it is put aside',
      { transfer: throwing('error-room-onHold') },
      'error-room-onHold',
      'bot.handOver-refused',
    ],
  ])('%s is refused with a sentence for people', async (_, state, code, key) => {
    const host = Object.assign(new FakeHost(), state);
    await expect(host.control().handOver('room-1', 'Sales')).resolves.toEqual(refusedBy(code, key));
  });

  it.each<[string, Partial<FakeHost>]>([
    ['is closed', { room: { id: 'room-1', isOpen: false, visitor: {} } }],
    ['is gone', { room: undefined }],
    [
      'is with a person of the department already',
      {
        room: { id: 'room-1', isOpen: true, visitor: {}, servedBy: { type: 'user' } },
        transfer: throwing('error-forwarding-chat-same-department'),
      },
    ],
  ])('changes nothing when the room %s', async (_, state) => {
    const host = Object.assign(new FakeHost(), state);
    await expect(host.control().handOver('room-1', 'Sales')).resolves.toEqual(DONE);
  });

  it('throws what is the host’s trouble, so that it is tried again', async () => {
    const host = Object.assign(new FakeHost(), { transfer: throwing('connection to database lost') });
    await expect(host.control().handOver('room-1', 'Sales')).rejects.toThrow('connection');
  });
});

describe('Closing a room', () => {
  it('leaves the comment', async () => {
    const host = new FakeHost();
    await expect(host.control().close('room-1', 'That was all')).resolves.toEqual(DONE);
    expect(host.closed).toEqual(['That was all']);
  });

  it('does nothing to one that is closed, and minds nobody who was faster', async () => {
    const closed = Object.assign(new FakeHost(), { room: { id: 'room-1', isOpen: false, visitor: {} } });
    await expect(closed.control().close('room-1', 'Bye')).resolves.toEqual(DONE);
    expect(closed.closed).toEqual([]);
    const late = Object.assign(new FakeHost(), { closing: throwing('error-room-closed') });
    await expect(late.control().close('room-1', 'Bye')).resolves.toEqual(DONE);
  });

  it('is refused where the department demands tags', async () => {
    const code = 'error-tags-must-be-assigned-before-closing-chat';
    const host = Object.assign(new FakeHost(), { closing: throwing(code) });
    await expect(host.control().close('room-1', 'Bye')).resolves.toEqual(
      refusedBy(code, 'bot.close-refused'),
    );
  });
});
