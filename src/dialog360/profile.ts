import { failed, ok, type Result } from '../domain/failure';
import type { BusinessProfile, ProfileChange } from '../domain/profile';
import type { WhatsAppApi } from '../services/ports';
import { isSuccess, type Answer } from './answer';
import { failureOfAnswer } from './errors';
import { failures } from './failures';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { uploadResumable } from './resumableUpload';
import { profileSchema } from './schemas';

const PATH = '/whatsapp_business_profile';
const FIELDS = 'about,address,description,email,profile_picture_url,websites,vertical';

type ProfileApi = Pick<WhatsAppApi, 'profile' | 'saveProfile' | 'uploadPicture'>;

/** The sandbox has no profile: its number belongs to 360dialog. */
export function profileApi(line: Line): ProfileApi {
  const { base, transport } = line;
  const known = (answer: Result<Answer>): Result<Answer> =>
    answer.ok && line.isMissingInSandbox(answer.value) ? failed(failures.sandboxProfile()) : answer;
  return {
    async profile(): Promise<Result<BusinessProfile>> {
      const answer = known(await transport.get(`${base}${PATH}?fields=${FIELDS}`));
      const read = readAnswer(profileSchema, answer);
      if (!read.ok) {
        return read;
      }
      const [profile = {}] = read.value.data;
      const { about = '', address = '', description = '', email = '', websites = [] } = profile;
      return ok({
        about,
        address,
        description,
        email,
        websites: websites.filter((website) => website !== ''),
        vertical: profile.vertical,
        pictureUrl: profile.profile_picture_url,
      });
    },

    async saveProfile({ pictureHandle, ...fields }: ProfileChange): Promise<Result<void>> {
      const json = {
        messaging_product: 'whatsapp',
        ...fields,
        ...(pictureHandle && { profile_picture_handle: pictureHandle }),
      };
      const answer = known(await transport.post(base + PATH, { json }));
      if (!answer.ok) {
        return answer;
      }
      return isSuccess(answer.value) ? ok(undefined) : failed(failureOfAnswer(answer.value));
    },

    uploadPicture(picture): Promise<Result<string>> {
      return uploadResumable(line, picture, failures.sandboxProfile);
    },
  };
}
