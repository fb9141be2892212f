import { bulkClicks } from './bulkJobs';
import { connectSubmits } from './connectNumber';
import type { ClickHandler, MenuButton, SubmitHandler } from './desk';
import { lateViewClicks } from './lateViews';
import { numberClicks, numberDepartmentClicks, numberSubmits } from './manageNumber';
import { textClicks, textSubmits } from './numberTexts';
import { messageClicks } from './messageActions';
import { messageInfoButton } from './messageInfo';
import { optOutClicks, optOutSubmits } from './optOuts';
import { profileClicks, profileSubmits } from './profile';
import { keyClicks, keySubmits } from './refreshKey';
import { retryClicks } from './retryDownload';
import {
  sendTemplateButton,
  sendTemplateClicks,
  sendTemplateSubmits,
  startConversationButton,
} from './sendTemplate/sendTemplate';
import { setupClicks } from './setupDialogue';
import { statusClicks } from './status';
import { templateListClicks } from './templates/list';
import { windowButton, windowClicks } from './window';
import { templateManageClicks, templateSubmits } from './templates/manage';

/** By action id. */
export const CLICKS: Record<string, ClickHandler> = {
  ...setupClicks,
  ...numberClicks,
  ...numberDepartmentClicks,
  ...keyClicks,
  ...textClicks,
  ...retryClicks,
  ...messageClicks,
  ...optOutClicks,
  ...profileClicks,
  ...statusClicks,
  ...templateListClicks,
  ...templateManageClicks,
  ...bulkClicks,
  ...windowClicks,
  ...sendTemplateClicks,
  ...lateViewClicks,
};

/** By view id, without what follows a colon. */
export const SUBMITS: Record<string, SubmitHandler> = {
  ...connectSubmits,
  ...numberSubmits,
  ...keySubmits,
  ...textSubmits,
  ...profileSubmits,
  ...optOutSubmits,
  ...sendTemplateSubmits,
  ...templateSubmits,
};

/** What the app adds to the client's menus. */
export const BUTTONS: MenuButton[] = [
  messageInfoButton,
  windowButton,
  sendTemplateButton,
  startConversationButton,
];
