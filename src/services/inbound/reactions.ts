import type { Reaction } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import { text } from '../../domain/text';
import { shortcodeOf } from '../../whatsapp/formatting/emoji';
import { identityOf } from '../identities';
import type { Links, Livechat, Log, MessageLink, Notices } from '../ports';
import { DONE, type EventHandler, type Handled } from './handler';
import type { Quotes } from './quotes';
import type { Reactions, ShownReaction } from './ports';

/**
 * Reactions on the messages that they are about: as a reaction of our bot where the host lets it react in customers'
 * rooms, else as a note that quotes the message and goes when the reaction goes.
 */
export class ReactionEvents implements EventHandler<Reaction> {
  constructor(
    private readonly livechat: Livechat,
    private readonly links: Links,
    private readonly reactions: Reactions,
    private readonly quotes: Quotes,
    private readonly notices: Notices,
    private readonly log: Log,
  ) {}

  async handle(number: ConnectedNumber, reaction: Reaction): Promise<Handled> {
    const link = await this.links.byWamid(reaction.target);
    if (!link) {
      this.log.info('A reaction to a message that is not known here was left aside', { number: number.id });
      return DONE;
    }
    const by = `${reaction.by}:${identityOf(reaction.customer)}`;
    const before = (await this.reactions.find(reaction.target, by)) ?? {};
    const after = reaction.emoji ? await this.show(link, reaction, reaction.emoji, before) : {};
    await this.takeBack(link, before, after);
    await this.reactions.save(reaction.target, by, after);
    return DONE;
  }

  private async show(
    { messageId, roomId }: MessageLink,
    { target, by, customer }: Reaction,
    emoji: string,
    { noteId }: ShownReaction,
  ): Promise<ShownReaction> {
    const shortcode = shortcodeOf(emoji)?.replaceAll(':', '');
    if (shortcode && (await this.livechat.react(messageId, shortcode, true))) {
      return { shortcode };
    }
    const room = await this.livechat.room(roomId);
    const name = customer.name ?? room?.visitor.name ?? '';
    const sentence = await this.notices.render(text(`reaction.by-${by}`, { name, emoji }));
    const words = (await this.quotes.lineFor(target)) + sentence;
    if (noteId) {
      await this.livechat.edit(noteId, words);
      return { noteId };
    }
    return room?.isOpen ? { noteId: await this.livechat.postAsBot(roomId, words) } : {};
  }

  private async takeBack(
    { messageId }: MessageLink,
    before: ShownReaction,
    after: ShownReaction,
  ): Promise<void> {
    if (before.shortcode && before.shortcode !== after.shortcode) {
      await this.livechat.react(messageId, before.shortcode, false);
    }
    if (before.noteId && before.noteId !== after.noteId) {
      await this.livechat.remove(before.noteId);
    }
  }
}
