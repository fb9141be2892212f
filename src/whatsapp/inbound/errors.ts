import type { Problem } from '../../domain/inboundContent';
import { read } from '../wire/fields';
import { errorSchema } from '../wire/envelope';

/** The errors of an `errors[]` list; what is none is left out. */
export function readErrors(errors: readonly unknown[] | undefined): Problem[] {
  return (errors ?? []).flatMap((item) => {
    const error = read(errorSchema, item);
    return error
      ? [{ code: error.code, details: error.error_data?.details ?? error.message ?? error.title ?? '' }]
      : [];
  });
}
