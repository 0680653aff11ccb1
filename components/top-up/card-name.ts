/** `visa` → `Visa`, `american_express` → `American express`: the brand as Stripe names it, for people. */
export function brandName(brand: string): string {
  const words = brand.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
