import { fillIn, unknownPlaceholders } from '../../src/domain/placeholders';

const values = {
  'contact.name': 'Mara',
  'agent.name': 'Ben',
  'department.name': 'Sales',
  'business.number': '+4930901820',
};

describe('fillIn', () => {
  it.each([
    ['no placeholder', 'Hello there', 'Hello there'],
    ['one', 'Hello {{contact.name}}!', 'Hello Mara!'],
    ['blanks inside', 'Hello {{ contact.name }}!', 'Hello Mara!'],
    [
      'all',
      '{{contact.name}} {{agent.name}} {{department.name}} {{business.number}}',
      'Mara Ben Sales +4930901820',
    ],
    ['one twice', '{{contact.name}}, dear {{contact.name}}', 'Mara, dear Mara'],
    ['several lines', 'Hello {{contact.name}}\n\n{{department.name}}', 'Hello Mara\n\nSales'],
    ['one that nobody knows', 'Hello {{first.name}}', 'Hello {{first.name}}'],
  ])('fills %s', (_, words, expected) => {
    expect(fillIn(words, values)).toBe(expected);
  });

  it.each([
    ['before a mark', 'Hello {{contact.name}}!', 'Hello!'],
    ['before a comma', 'Hello {{contact.name}}, welcome', 'Hello, welcome'],
    ['between words', 'Dear {{contact.name}} welcome', 'Dear welcome'],
    ['at the beginning', '{{contact.name}}, welcome', 'welcome'],
    ['at the beginning of a later line', 'Hello\n{{contact.name}} welcome', 'Hello\nwelcome'],
    ['in brackets', 'Your agent ({{contact.name}}) is gone', 'Your agent is gone'],
    ['at the end', 'Hello {{contact.name}}', 'Hello'],
    ['alone', '{{contact.name}}', ''],
  ])('leaves a readable sentence where the value is missing %s', (_, words, expected) => {
    expect(fillIn(words, {})).toBe(expected);
    expect(fillIn(words, { 'contact.name': ' ' })).toBe(expected);
  });

  it('takes a value for nothing but a value', () => {
    expect(fillIn('Hello {{contact.name}}', { ...values, 'contact.name': '{{agent.name}} $&' })).toBe(
      'Hello {{agent.name}} $&',
    );
  });
});

describe('unknownPlaceholders', () => {
  const known = ['contact.name'];

  it.each<[string, string[]]>([
    ['Hello {{contact.name}} {{ contact.name }}', []],
    ['Hello {name} {} }}{{', []],
    ['{{name}} {{agent}} {{name}}', ['name', 'agent']],
    ['{{Contact.Name}}', ['Contact.Name']],
    ['{{}}', ['']],
  ])('finds in %j the names %j', (words, names) => {
    expect(unknownPlaceholders(words, known)).toEqual(names);
  });
});
