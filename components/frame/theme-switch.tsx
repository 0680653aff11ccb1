'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useSyncExternalStore } from 'react';
import { rememberInBrowser } from './cookie';
import { THEMES, themeOf, type Theme } from './theme';

const ICON = { light: Sun, dark: Moon, system: Monitor };
const CHANGED = 'meterdesk:theme';

function subscribe(notify: () => void): () => void {
  window.addEventListener(CHANGED, notify);
  return () => window.removeEventListener(CHANGED, notify);
}

function choose(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  rememberInBrowser('theme', theme);
  window.dispatchEvent(new Event(CHANGED));
}

/** Light, dark, or as the system has it; the attribute on <html> is the state. */
export function ThemeSwitch() {
  const t = useTranslations('ui.theme');
  const name = useId();
  const current = useSyncExternalStore(
    subscribe,
    () => themeOf(document.documentElement.dataset.theme),
    () => 'system' as const,
  );
  return (
    <fieldset className="bg-sunken flex gap-0.5 rounded-md p-0.5">
      <legend className="sr-only">{t('label')}</legend>
      {THEMES.map((theme) => {
        const Icon = ICON[theme];
        return (
          <label
            key={theme}
            className="text-muted hover:text-ink has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-accent flex flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-sm px-2 py-1 text-xs transition-colors has-focus-visible:outline-2 pointer-coarse:py-2.5"
          >
            <input
              type="radio"
              name={name}
              value={theme}
              checked={current === theme}
              onChange={() => choose(theme)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-3.5" />
            {t(theme)}
          </label>
        );
      })}
    </fieldset>
  );
}
