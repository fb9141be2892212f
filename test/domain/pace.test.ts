import { paceForm, paceOf, wrongPaceFields, type PaceField, type PaceForm } from '../../src/domain/pace';
import type { SendingPace } from '../../src/domain/number';

describe('The sending pace of a number', () => {
  it.each<[string, PaceForm, PaceField[]]>([
    ['nothing', {}, []],
    ['the least', { perSecond: '1', pairSeconds: '1', pairBurst: '1' }, []],
    ['the most', { perSecond: '1000', pairSeconds: '60', pairBurst: '45' }, []],
    [
      'nought',
      { perSecond: '0', pairSeconds: '0', pairBurst: '0' },
      ['perSecond', 'pairSeconds', 'pairBurst'],
    ],
    [
      'too much',
      { perSecond: '1001', pairSeconds: '61', pairBurst: '46' },
      ['perSecond', 'pairSeconds', 'pairBurst'],
    ],
    ['a word', { perSecond: 'fast' }, ['perSecond']],
    ['a fraction', { pairSeconds: '1.5' }, ['pairSeconds']],
    ['less than nothing', { pairBurst: '-1' }, ['pairBurst']],
    ['another notation', { perSecond: '1e2' }, ['perSecond']],
  ])('is checked for %s', (_, form, wrong) => {
    expect(wrongPaceFields(form)).toEqual(wrong);
  });

  it.each<[string, PaceForm, SendingPace | undefined]>([
    ['the usual one', {}, undefined],
    ['a rate of the number', { perSecond: '20' }, { perSecond: 20 }],
    ['one to a customer', { pairSeconds: '10', pairBurst: '3' }, { pair: { interval: 10_000, burst: 3 } }],
    ['the usual burst', { pairSeconds: '10' }, { pair: { interval: 10_000, burst: 45 } }],
    ['the usual interval', { pairBurst: '5' }, { pair: { interval: 6_000, burst: 5 } }],
  ])('is %s', (_, form, pace) => {
    expect(paceOf(form)).toEqual(pace);
  });

  it('is shown as it was entered', () => {
    const form = { perSecond: '20', pairSeconds: '10', pairBurst: '3' };
    expect(paceForm(paceOf(form))).toEqual(form);
    expect(wrongPaceFields(paceForm(undefined))).toEqual([]);
  });
});
