import type { Locale as KnownLocale } from './lib/core/locales';
import type { Messages } from './lib/web/i18n-request';

declare module 'next-intl' {
  interface AppConfig {
    Locale: KnownLocale;
    Messages: Messages;
  }
}
