import { text } from '../domain/text';
import type { ClickHandler } from './desk';
import { tell } from './tell';
import { OPEN_VIEW, type View } from './views';

export const lateViewClicks: Record<string, ClickHandler> = {
  /** Whether its maker may do what the view is for is asked again when it is submitted. */
  [OPEN_VIEW]: {
    audience: 'agents',
    async run(desk, click) {
      const view = await desk.services.lateViews.find(click.value ?? '', click.user.id);
      await (view ? desk.views.open(view as View, click) : tell(desk, click, text('view.notYours')));
    },
  },
};
