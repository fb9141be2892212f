import corpus from '../../fixtures/formatting/corpus.json';
import { toRocketChat } from '../../../src/whatsapp/formatting/toRocketChat';
import { toWhatsApp } from '../../../src/whatsapp/formatting/toWhatsApp';

interface Entry {
  label: string;
  whatsapp: string;
  rocketchat: string;
  /** What an agent who copies it sends, where that differs from what the customer typed. */
  back?: string;
}

/** Nobody sees it; it is there to keep apart what would be markup together. */
const visible = (text: string): string => text.replaceAll('\u200b', '');

describe('formatting', () => {
  test.each(corpus as Entry[])('$label', ({ whatsapp, rocketchat, back = whatsapp }) => {
    expect(toRocketChat(whatsapp)).toBe(rocketchat);
    expect(visible(toWhatsApp(rocketchat))).toBe(back);
  });
});
