export interface Card {
  number: string;
  expMonth: number;
  expYear: number;
}

/** `saves` and `short` are saved without trouble, and declined when they are charged later. */
export type CardBehaviour = 'pays' | 'declines' | 'confirms' | 'saves' | 'short';

/** Stripe's own test numbers, so that what is learned here holds in Stripe's test mode. */
export const testCards: { number: string; behaviour: CardBehaviour; label: string }[] = [
  { number: '4242 4242 4242 4242', behaviour: 'pays', label: 'pays' },
  { number: '4000 0000 0000 0002', behaviour: 'declines', label: 'is declined' },
  { number: '4000 0027 6000 3184', behaviour: 'confirms', label: 'asks for a confirmation' },
  { number: '4000 0000 0000 0341', behaviour: 'saves', label: 'is saved, then declined' },
  { number: '4000 0082 6000 3178', behaviour: 'short', label: 'is saved, then short of funds' },
];

export function behaviourOf(number: string): CardBehaviour | null {
  return testCards.find((card) => card.number.replaceAll(' ', '') === number)?.behaviour ?? null;
}

export interface PayForm {
  email: string;
  cardNumber: string;
  cardExpiry: string;
  cardCvc: string;
  billingName: string;
}

export type PayFormErrors = Partial<Record<keyof PayForm, string>>;

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function numberError(number: string): string | null {
  if (number === '') return 'Enter a card number.';
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) return 'Your card number is invalid.';
  return behaviourOf(number) ? null : 'The sandbox knows only the test cards listed on this page.';
}

function readExpiry(text: string): { month: number; year: number } | null {
  const found = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(text.trim());
  if (!found) return null;
  const month = Number(found[1]);
  const year = Number(found[2]) + (found[2]?.length === 2 ? 2000 : 0);
  return month >= 1 && month <= 12 ? { month, year } : null;
}

function expiryError(text: string, now: Date): string | null {
  if (text.trim() === '') return 'Enter the expiry date.';
  const expiry = readExpiry(text);
  if (!expiry) return 'Write the expiry date as MM / YY.';
  const firstInvalidMs = Date.UTC(expiry.year, expiry.month, 1);
  return firstInvalidMs <= now.getTime() ? "Your card's expiry date is in the past." : null;
}

/** Checks the form as the hosted page does; the card is given only when every field is right. */
export function checkPayForm(form: PayForm, now: Date): { errors: PayFormErrors } | { card: Card } {
  const number = form.cardNumber.replace(/[\s-]/g, '');
  const name = form.billingName.trim();
  const found: Record<keyof PayForm, string | null> = {
    email: /^[^\s@]+@[^\s@]+$/.test(form.email) ? null : 'Enter an e-mail address.',
    cardNumber: numberError(number),
    cardExpiry: expiryError(form.cardExpiry, now),
    cardCvc: /^\d{3,4}$/.test(form.cardCvc.trim()) ? null : 'Enter the 3 digits on the back.',
    billingName: name === '' ? 'Enter the name on the card.' : name.length > 200 ? 'Too long.' : null,
  };
  const errors: PayFormErrors = {};
  for (const key of Object.keys(found) as (keyof PayForm)[]) {
    const message = found[key];
    if (message) errors[key] = message;
  }
  const expiry = readExpiry(form.cardExpiry);
  if (Object.keys(errors).length > 0 || !expiry) return { errors };
  return { card: { number, expMonth: expiry.month, expYear: expiry.year } };
}
