import fc from 'fast-check';

import {
  departmentFields,
  NUMBER_DEPARTMENT,
  readDepartmentClick,
  type Department,
} from '../../src/interactions/departmentField';
import { readNumberForm } from '../../src/interactions/numberForm';
import { sayIn } from '../../src/rocketchat/translator';

const say = sayIn('en');

interface Field {
  type: string;
  blockId: string;
  element: {
    actionId: string;
    initialValue?: string;
    dispatchActionConfig?: string[];
    options?: { value: string; text: { text: string } }[];
  };
}

const many = (count: number): Department[] =>
  Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, name: `Équipe ${index}` }));
const fieldsOf = (
  ...args: Parameters<typeof departmentFields> extends [unknown, unknown, ...infer Rest] ? Rest : never
) => departmentFields(say, NUMBER_DEPARTMENT, ...args) as unknown as Field[];
const idsOf = (field: Field | undefined): string[] => field?.element.options?.map(({ value }) => value) ?? [];

describe('The department of a number', () => {
  it('is not asked for where there is none', () => {
    expect(fieldsOf([])).toEqual([]);
  });

  it('can be taken back to none', () => {
    const [select] = fieldsOf(many(2), { chosenId: 'id-1' });
    expect(select).toMatchObject({ blockId: 'department', element: { initialValue: 'id-1' } });
    expect(idsOf(select)).toEqual(['none', 'id-1', 'id-0']);
    expect(readNumberForm({ department: { department: 'none' } }).departmentId).toBeUndefined();
  });

  it('stays a choice while it has no agents', () => {
    const [select] = fieldsOf([], { chosenId: 'id-9' });
    expect(select?.element.options?.map(({ text }) => text.text)).toEqual([
      'None: Omnichannel decides',
      'The present one, which has no agents now',
    ]);
  });

  it('is one of at most 50 choices, with a search from there on', () => {
    expect(fieldsOf(many(48))).toHaveLength(1);
    const [search, select] = fieldsOf(many(49));
    expect(search?.element).toMatchObject({ actionId: 'number-department-search' });
    expect(idsOf(select)).toHaveLength(49);
    expect(idsOf(fieldsOf(many(5_000))[1])).toHaveLength(49);
    expect(idsOf(fieldsOf(many(5_000), { chosenId: 'id-4999' })[1])).toHaveLength(50);
  });

  it('is found in whatever case and without accents, and stays chosen while others are looked for', () => {
    const departments = many(5_000);
    const [search] = fieldsOf(departments);
    const found = readDepartmentClick(NUMBER_DEPARTMENT, 'number-department-search', {
      blockId: search?.blockId,
      value: ' EQUIPE 4321 ',
    });
    const [, select] = fieldsOf(departments, found);
    expect(idsOf(select)).toEqual(['none', 'id-4321']);
    expect(select?.element.dispatchActionConfig).toEqual(['on_item_selected']);

    const chosen = readDepartmentClick(NUMBER_DEPARTMENT, 'department', {
      blockId: select?.blockId,
      value: 'id-4321',
    });
    expect(chosen).toEqual({ words: 'EQUIPE 4321', chosenId: 'id-4321' });
    const [again] = fieldsOf(departments, chosen);
    const other = readDepartmentClick(NUMBER_DEPARTMENT, 'number-department-search', {
      blockId: again?.blockId,
      value: '77&?',
    });
    expect(other).toEqual({ words: '77&?', chosenId: 'id-4321' });
    expect(idsOf(fieldsOf(departments, other)[1])).toEqual(['none', 'id-4321']);

    const none = readDepartmentClick(NUMBER_DEPARTMENT, 'department', {
      blockId: again?.blockId,
      value: 'none',
    });
    expect(none).toEqual({ words: 'EQUIPE 4321', chosenId: undefined });
    const entered = { [select!.blockId]: { department: 'id-4321' } };
    expect(readNumberForm(entered).departmentId).toBe('id-4321');
  });

  it('fits into a view, however many there are and however they are called', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    const departments = fc
      .array(fc.record({ id: fc.uuid(), name }), { minLength: 1, maxLength: 400, size: 'max' })
      .map((list) => [...new Map(list.map((one) => [one.id, one])).values()]);
    fc.assert(
      fc.property(departments, fc.nat(), fc.string({ maxLength: 40 }), (list, place, words) => {
        const chosenId = list[place % list.length]!.id;
        const fields = fieldsOf(list, { words, chosenId });
        const options = fields.at(-1)?.element.options ?? [];
        expect(options.length).toBeLessThanOrEqual(50);
        expect(options.map(({ value }) => value)).toContain(chosenId);
        expect(Math.max(...options.map(({ text }) => text.text.length))).toBeLessThanOrEqual(75);
        expect(JSON.stringify(fields).length).toBeLessThan(40_000);
      }),
      { numRuns: 30 },
    );
  });
});
