import type { ClickHandler } from './desk';
import { OPEN_VIEW, type View } from './views';

export const lateViewClicks: Record<string, ClickHandler> = {
  /** Whether its maker may do what the view is for is asked again when it is submitted. */
  [OPEN_VIEW]: {
    audience: 'agents',
    async run({ services, views }, click) {
      const view = await services.lateViews.find(click.value ?? '', click.user.id);
      await (view && views.open(view as View, click));
    },
  },
};
