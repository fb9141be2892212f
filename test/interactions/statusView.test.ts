import { statusTexts, statusView } from '../../src/interactions/statusView';
import { sayIn } from '../../src/rocketchat/translator';
import type { Level, NumberStatus, Overview } from '../../src/services/health/status';
import { aNumber } from '../support/fakes';

const say = sayIn('en');

function statusOf(index: number, level: Level): NumberStatus {
  return {
    number: aNumber({
      id: `n${index}`,
      displayNumber: `+4930${1000 + index}`,
      verifiedName: 'Teehaus Morgenrot '.repeat(30),
    }),
    level,
    traffic: { received: 0, sent: 0, errors: {} },
    waiting: { in: 0, out: 0, held: 0 },
  };
}

/** So many numbers that are well, then one of which somebody should know. */
function overviewOf(well: number): Overview {
  const numbers = Array.from({ length: well }, (_, index) => statusOf(index, 'ok'));
  return { at: 0, numbers: [...numbers, statusOf(well, 'critical')], outboundMessages: 'registered' };
}

describe('The state of many numbers', () => {
  it('is that of twenty, the worst first, with a word of the others', () => {
    const texts = statusTexts(say, overviewOf(49));
    expect(texts).toHaveLength(22);
    expect(texts[0]).toContain('+49301049');
    expect(texts[1]).toContain('+49301000');
    expect(texts[20]).toContain('30 more numbers');
  });

  it('is that of all where they are few', () => {
    const texts = statusTexts(say, overviewOf(19));
    expect(texts).toHaveLength(21);
    expect(texts.join('\n')).not.toContain('more numbers');
  });

  it('says the same beside the room', () => {
    const overview = overviewOf(49);
    const { blocks } = statusView(say, { overview, mayTakeBack: true });
    const shown = blocks.flatMap((block) => ('text' in block && block.text ? [block.text.text] : []));
    expect(shown).toEqual(statusTexts(say, overview));
    // What a server takes and a client draws at once.
    expect(Buffer.byteLength(JSON.stringify(blocks))).toBeLessThan(100_000);
  });

  it('names the three most frequent errors of the last day in words', () => {
    const overview = overviewOf(0);
    overview.numbers[0]!.traffic.errors = { 131026: 2, uncertain: 1, 131042: 4, 'http-503': 3 };
    const lines = statusTexts(say, overview)[0]!.split('\n');
    const begin = lines.indexOf('Errors in the last 24 hours: 10');
    expect(lines.slice(begin + 1, begin + 5)).toEqual([
      expect.stringMatching(/^• 4 × WhatsApp or 360dialog is missing a payment.*\(code 131042\)$/),
      '• 3 × 360dialog is out of order at the moment. (code 503)',
      expect.stringMatching(/^• 2 × WhatsApp could not deliver this message/),
      'Not checked yet. Refresh to ask 360dialog.',
    ]);
  });
});
