/** Under whose name mails go out. `colour` is `#rrggbb`; white is readable on it. */
export interface Brand {
  name: string;
  colour: string;
  /** An absolute address of a picture; null: the name stands there in words. */
  logoUrl: string | null;
}

export const defaultBrand: Brand = { name: 'Meterdesk', colour: '#4f46d8', logoUrl: null };
