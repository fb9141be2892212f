import type { TemplateInput, TemplateValues } from '../../domain/template';
import type { Facts } from './ports';

/** Words that blanks are often called by, and what stands for them. */
const SYNONYMS: Record<string, string> = {
  name: 'contact',
  full_name: 'contact',
  contact_name: 'contact',
  customer: 'contact',
  customer_name: 'contact',
  client_name: 'contact',
  firstname: 'first_name',
  customer_first_name: 'first_name',
  agent_name: 'agent',
  department_name: 'department',
  team: 'department',
  phone_number: 'phone',
};

/** The facts that a person's name tells. */
export function nameFacts(name: string | undefined): Facts {
  const [first] = name?.trim().split(/\s+/) ?? [];
  return { ...(name && { contact: name.trim() }), ...(first && { first_name: first }) };
}

/** Values for the blanks whose names say what belongs there; numbered blanks say nothing. */
export function defaultValues(inputs: TemplateInput[], facts: Facts): TemplateValues {
  const known = inputs.flatMap(({ id, kind, name }) => {
    const fact = kind === 'text' && name !== undefined ? factOf(name, facts) : undefined;
    return fact === undefined ? [] : [[id, fact] as const];
  });
  return Object.fromEntries(known);
}

/** Puts facts in the place of their names, as in `Dear {contact}`; what is no fact stays as it is. */
export function insertFacts(words: string, facts: Facts): string {
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => factOf(name, facts) ?? whole);
}

function factOf(name: string, facts: Facts): string | undefined {
  const word = name.toLowerCase();
  return facts[word] ?? facts[SYNONYMS[word] ?? word];
}
