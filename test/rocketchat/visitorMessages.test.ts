import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { FailureError } from '../../src/domain/failure';
import { UploadEchoes } from '../../src/rocketchat/uploadEchoes';
import { Uploads } from '../../src/rocketchat/uploads';
import { VisitorMessages } from '../../src/rocketchat/visitorMessages';
import type { Room } from '../../src/services/ports';

const ROOM: Room = {
  id: 'room-1',
  isOpen: true,
  servedByBot: false,
  isServed: true,
  visitor: { id: 'visitor-1', token: 'token-1', username: 'guest-1', name: 'Ana' },
};
const FILE = { bytes: Buffer.from('%PDF'), filename: 'plan.pdf', mimeType: 'application/pdf' };

/** A host that throws what a test tells it to. */
class FakeHost {
  isOpen = true;
  error?: Error;
  /** What stands in the room. */
  messages: object[] = [];
  readonly echoes = new UploadEchoes();

  visitorMessages(): VisitorMessages {
    const rooms = {
      getById: () => Promise.resolve({ id: ROOM.id, isOpen: this.isOpen }),
      getMessages: () => Promise.resolve(this.messages),
    };
    const builder = { setRoom: () => builder, setVisitor: () => builder, setText: () => builder };
    const creator = {
      startLivechatMessage: () => builder,
      finish: () => this.answer('message-1'),
      getUploadCreator: () => ({ uploadBuffer: () => this.answer({ id: 'file-1' }) }),
    };
    const read = { getRoomReader: () => rooms } as unknown as IRead;
    const modify = { getCreator: () => creator } as unknown as IModify;
    return new VisitorMessages(read, modify, new Uploads(read, modify), this.echoes);
  }

  private answer<T>(value: T): Promise<T> {
    return this.error ? Promise.reject(this.error) : Promise.resolve(value);
  }
}

/** The code of a failure, or the message of any other error. */
async function outcome(task: Promise<unknown>): Promise<unknown> {
  try {
    return await task;
  } catch (error) {
    return error instanceof FailureError ? error.failure.code : (error as Error).message;
  }
}

// As Rocket.Chat words them: Meteor puts its codes in brackets behind a reason.
const PREVENTED = 'No such words here [error-app-prevented]';
const cases: [what: string, isOpen: boolean, message: string, code: string][] = [
  ['a blocked contact', true, 'error-contact-channel-blocked', 'error-contact-channel-blocked'],
  [
    'Omnichannel that is switched off',
    true,
    '[error-omnichannel-is-disabled]',
    'error-omnichannel-is-disabled',
  ],
  [
    'a room that was closed, with nobody there for another',
    false,
    'Sorry, no online agents [no-agent-online]',
    'room-closed',
  ],
  ['a room that was closed, with another prevented', false, PREVENTED, 'room-closed'],
  ['an app that prevents the message', true, PREVENTED, 'message-prevented'],
  [
    'an app that prevents it silently',
    true,
    'Cannot convert undefined or null to object',
    'message-prevented',
  ],
  ['a visitor with another token', true, '[cannot-access-room]', 'room-closed'],
  ['a visitor that is gone', true, '[invalid-token]', 'room-closed'],
  ['its own trouble', true, 'connection to database lost', 'connection to database lost'],
];

describe('What the host answers to a message of a visitor', () => {
  it.each(cases)('means something of its own: %s', async (_, isOpen, message, code) => {
    const host = Object.assign(new FakeHost(), { isOpen, error: new Error(message) });
    await expect(outcome(host.visitorMessages().post(ROOM, 'Hello'))).resolves.toBe(code);
  });
});

describe('What the host answers to a file of a visitor', () => {
  it.each(cases.filter(([, isOpen, message]) => !(isOpen && message === PREVENTED)))(
    'means the same: %s',
    async (_, isOpen, message, code) => {
      const host = Object.assign(new FakeHost(), { isOpen, error: new Error(message) });
      await expect(outcome(host.visitorMessages().upload(ROOM, FILE))).resolves.toBe(code);
    },
  );

  it.each([
    ['of another app', PREVENTED, 'error-app-prevented'],
    ['to its type', 'File type is not accepted [error-invalid-file-type]', 'error-invalid-file-type'],
    ['to its size', 'File exceeds allowed size of 10 bytes [error-file-too-large]', 'error-file-too-large'],
    [
      'to one without content',
      'File size (size = 0) is too small (min = 1) [file-too-small]',
      'file-too-small',
    ],
  ])('is a failure of the file alone, by an objection %s', async (_, message, code) => {
    const host = Object.assign(new FakeHost(), { error: new Error(message) });
    await expect(host.visitorMessages().upload(ROOM, FILE)).resolves.toMatchObject({
      ok: false,
      failure: { code, human: { key: 'file.refused' } },
    });
  });

  it('tells of a room that is none of the visitor’s', async () => {
    const error = new Error('File does not match filter [invalid-file]');
    const host = Object.assign(new FakeHost(), { error });
    await expect(outcome(host.visitorMessages().upload(ROOM, FILE))).resolves.toBe('room-closed');
  });

  describe('without a word of its message', () => {
    const posted = { id: 'message-7', sender: { _id: 'visitor-1' }, createdAt: new Date() };

    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    async function upload(state: Partial<FakeHost>): Promise<unknown> {
      const host = Object.assign(new FakeHost(), state);
      const result = outcome(host.visitorMessages().upload(ROOM, FILE));
      await jest.advanceTimersByTimeAsync(3_000);
      return result;
    }

    it('is found in the room', async () => {
      const messages = [
        { ...posted, id: 'message-6', file: { _id: 'file-0' } },
        { ...posted, file: { _id: 'file-1' } },
      ];
      await expect(upload({ messages })).resolves.toEqual({ ok: true, value: 'message-7' });
    });

    it.each([
      ['is closed', false],
      ['the visitor has another token for', true],
    ])('went into a room that %s, and shows nowhere', async (_, isOpen) => {
      await expect(upload({ isOpen })).resolves.toBe('room-closed');
    });
  });
});
