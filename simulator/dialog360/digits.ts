/** Digits of a dialled number, or undefined when it can't be one. `+`, spaces, brackets and dashes are let through. */
export function dialledDigits(input: string): string | undefined {
  const bare = input.replace(/[\s()-]/g, '');
  return /^\+?\d{7,15}$/.test(bare) ? bare.replace('+', '') : undefined;
}

/**
 * The forms under which WhatsApp may know a number: Brazilian mobiles with and without the ninth digit, Mexican
 * ones with and without the 1, Argentine ones with and without the 9. The dialled form comes first.
 */
export function numberForms(digits: string): string[] {
  const brazil = /^55(\d\d)(9?)([6-9]\d{7})$/.exec(digits);
  if (brazil) {
    return [digits, `55${brazil[1]}${brazil[2] ? '' : '9'}${brazil[3]}`];
  }
  const mexico = /^52(1?)(\d{10})$/.exec(digits);
  if (mexico) {
    return [digits, `52${mexico[1] ? '' : '1'}${mexico[2]}`];
  }
  const argentina = /^54(9?)(\d{10})$/.exec(digits);
  if (argentina) {
    return [digits, `54${argentina[1] ? '' : '9'}${argentina[2]}`];
  }
  return [digits];
}
