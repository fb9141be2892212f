import type { Say, Text } from '../domain/text';
import { section } from './blocks';
import { NextView } from './desk';
import { modal } from './numberForm';

/** Takes the place of a form that is about nothing any more, and says so. */
export function note(say: Say, { id, title }: { id: string; title: string }, sentence: Text): NextView {
  const view = modal(say, { id, title, submit: '' }, [section(say(sentence))]);
  // Clients keep what a view that takes the place of another one does not name.
  return new NextView({ ...view, submit: undefined }, { reason: sentence });
}
