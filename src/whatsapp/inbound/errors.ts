import { read } from '../wire/fields';
import { errorSchema } from '../wire/envelope';

/** Meta's code and the most telling of its texts. */
export interface WhatsAppError {
  code: number;
  details: string;
}

/** The errors of an `errors[]` list; what is none is left out. */
export function readErrors(errors: readonly unknown[] | undefined): WhatsAppError[] {
  return (errors ?? []).flatMap((item) => {
    const error = read(errorSchema, item);
    return error
      ? [{ code: error.code, details: error.error_data?.details ?? error.message ?? error.title ?? '' }]
      : [];
  });
}
