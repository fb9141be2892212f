import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import { MOST_RECIPIENTS } from '../domain/bulk';
import { sayIn } from '../rocketchat/translator';
import type { BulkRefusal } from '../services/bulk/request';
import { errorOf } from './officialAnswers';

const { BAD_REQUEST, CONFLICT, NOT_FOUND } = HttpStatusCode;

/** In English, for programs and those who write them. */
export function bulkErrorOf(refusal: BulkRefusal): IApiResponse {
  const say = sayIn();
  switch (refusal.why) {
    case 'tooMany':
      return refuse(BAD_REQUEST, say('api.bulk.tooMany', { most: MOST_RECIPIENTS }));
    case 'unknownJob':
      return refuse(NOT_FOUND, say('api.bulk.unknownJob'));
    case 'empty':
      return refuse(BAD_REQUEST, say('api.bulk.empty'));
    case 'otherJob':
      return refuse(CONFLICT, say('api.bulk.otherJob'));
    case 'started':
      return refuse(CONFLICT, say('api.bulk.started'));
    case 'wrongState':
      return refuse(CONFLICT, say('api.bulk.wrongState', { state: refusal.state }));
    case 'failure':
      return refuse(BAD_REQUEST, say(refusal.failure.human));
    default:
      return errorOf(refusal);
  }
}

function refuse(status: HttpStatusCode, error: string): IApiResponse {
  return { status, content: { success: false, error } };
}
