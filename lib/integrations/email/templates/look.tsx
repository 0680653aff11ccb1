import { createContext, useContext, type ReactNode } from 'react';
import { type Look, stylesOf } from './theme';

type Styles = ReturnType<typeof stylesOf>;
type Made = { styles: Styles; hasAccount: boolean; isAnswered: boolean };

const LookContext = createContext<Made | null>(null);

interface LookProviderProps {
  look: Look;
  /** Whether its reader can open pages that ask for a session. */
  hasAccount: boolean;
  /** Whether an answer by mail is read. */
  isAnswered: boolean;
  children: ReactNode;
}

/** Gives the parts of a mail its brand's colour, its language's direction, and what its reader can do. */
export function LookProvider({ look, children, ...reader }: LookProviderProps) {
  return <LookContext value={{ styles: stylesOf(look), ...reader }}>{children}</LookContext>;
}

function useLook(): Made {
  const made = useContext(LookContext);
  if (!made) throw new Error('a part of a mail outside of its layout');
  return made;
}

export const useStyles = (): Styles => useLook().styles;
export const useIsAnswered = (): boolean => useLook().isAnswered;

/** Pages of the portal ask for a session: somebody without an account is not led there. */
export function useLeadsNowhere(url: string): boolean {
  return !useLook().hasAccount && new URL(url).pathname.startsWith('/support');
}
