import { LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { menuItemStyle } from '@/components/frame/menu-item-style';

/** A form and not a link: signing out changes something, and works before any script has loaded. */
export function SignOutForm({ action }: { action: () => Promise<void> }) {
  const t = useTranslations('common');
  return (
    <form action={action}>
      <button type="submit" className={menuItemStyle}>
        <LogOut aria-hidden className="rtl:-scale-x-100" />
        {t('signOut')}
      </button>
    </form>
  );
}
