import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { DRAFT_KINDS, type DraftCategory, type DraftKind } from '../../domain/templateDraft';
import type { Say } from '../../domain/text';
import { actions, section } from '../blocks';
import type { View } from '../views';
import { MANAGE_ACTION } from './listView';

const KIND_VIEW = 'template-kind';

const CATEGORIES: readonly DraftCategory[] = ['UTILITY', 'MARKETING', 'AUTHENTICATION'];

/** Shown first when somebody makes a template: what it is about, and what it is like, in one click. */
export function kindView(say: Say, numberId: string): View {
  return {
    type: UIKitSurfaceType.MODAL,
    id: `${KIND_VIEW}:${numberId}`,
    title: { type: 'plain_text', text: say('draftForm.newTitle') },
    blocks: CATEGORIES.flatMap((category) => categoryBlocks(say, category, numberId)),
  };
}

function categoryBlocks(say: Say, category: DraftCategory, numberId: string): LayoutBlock[] {
  const buttons = kindsOf(category).map((kind) => ({
    id: MANAGE_ACTION.kind,
    label: say(`draftKind.${kind}`),
    value: `${numberId}/${kind}/${category}`,
  }));
  return [section(say(`draftKind.category-${category}`)), actions(...buttons)];
}

function kindsOf(category: DraftCategory): DraftKind[] {
  const kinds = Object.keys(DRAFT_KINDS) as DraftKind[];
  return kinds.filter((kind) => (DRAFT_KINDS[kind] as readonly DraftCategory[]).includes(category));
}
