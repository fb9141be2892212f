import {
  checkChoice,
  enter,
  initialValues,
  type UiBlock,
  viewState,
} from '../../../../simulator/rocketchat/client/blocks';

const FORM: UiBlock[] = [
  { type: 'section', blockId: 'intro', accessory: { type: 'button', actionId: 'help', value: 'h' } },
  { type: 'input', blockId: 'apiKey', element: { type: 'plain_text_input', actionId: 'apiKey' } },
  {
    type: 'input',
    blockId: 'environment',
    element: {
      type: 'static_select',
      actionId: 'environment',
      initialOption: { value: 'production' },
      options: [{ value: 'production' }, { value: 'sandbox' }],
    },
  },
  {
    type: 'input',
    blockId: 'note',
    element: { type: 'plain_text_input', actionId: 'note', initialValue: '' },
  },
  { type: 'input', element: { type: 'plain_text_input', actionId: 'nameless', initialValue: 'lost' } },
  {
    type: 'actions',
    blockId: 'period',
    elements: [
      { type: 'datepicker', actionId: 'from', initialDate: '2026-01-01' },
      { type: 'datepicker', actionId: 'until' },
    ],
  },
];

describe('the state of a view', () => {
  it('holds initial values by block and action', () => {
    expect(viewState(initialValues(FORM))).toEqual({
      apiKey: { apiKey: undefined },
      environment: { environment: 'production' },
      note: { note: undefined },
      period: { from: '2026-01-01', until: undefined },
    });
  });

  it('reaches the server without what is neither entered nor given', () => {
    const sent = JSON.parse(JSON.stringify(viewState(initialValues(FORM)))) as object;
    expect(sent).toMatchObject({ apiKey: {}, note: {} });
  });

  it('shares one entry between two elements of one action id', () => {
    const twins: UiBlock[] = ['left', 'right'].map((blockId) => ({
      type: 'input',
      blockId,
      element: { type: 'plain_text_input', actionId: 'same', initialValue: blockId },
    }));
    expect(viewState(initialValues(twins))).toEqual({ right: { same: 'right' } });
  });
});

describe('entering a value', () => {
  it('finds the action of a block with one element', () => {
    expect(enter(FORM, 'apiKey', 'k-1')).toEqual({ apiKey: { value: 'k-1', blockId: 'apiKey' } });
  });

  it('takes values by action for a block with several elements', () => {
    expect(enter(FORM, 'period', { until: '2026-02-01' })).toEqual({
      until: { value: '2026-02-01', blockId: 'period' },
    });
  });

  it.each([
    ['an unknown block, naming the known ones', 'phone', 'x', /no input «phone».*«apiKey», «environment»/],
    [
      'a choice that is not offered',
      'environment',
      'staging',
      /doesn't offer "staging", only \["production"/,
    ],
    ['a bare value for several elements', 'period', 'x', /several elements/],
    ['an action that the block does not have', 'period', { since: 'x' }, /no element «since»/],
  ])('refuses %s', (_, blockId, value, message) => {
    expect(() => enter(FORM, blockId, value)).toThrow(message);
  });

  it('lets a free text be anything', () => {
    expect(() => checkChoice({ type: 'plain_text_input', actionId: 'a' }, 'anything')).not.toThrow();
  });
});
