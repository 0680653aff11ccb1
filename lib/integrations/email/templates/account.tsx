import type { Letter, Templates } from '../letter';
import type { Words } from '../words';
import { Action, Facts, Muted, Paragraph } from './parts';

type Account = 'verify-email' | 'reset-password' | 'sign-in-link' | 'account-exists';

function accountLetter(kind: Account, url: string, greeting: string | null, words: Words): Letter {
  const { t } = words;
  return {
    subject: t(`${kind}.subject`),
    preview: t(`${kind}.text`),
    heading: t(`${kind}.heading`),
    body: (
      <>
        {greeting && <Paragraph>{greeting}</Paragraph>}
        <Paragraph>{t(`${kind}.text`)}</Paragraph>
        <Action url={url} label={t(`${kind}.button`)} words={words} />
        <Muted>{t(`${kind}.note`)}</Muted>
      </>
    ),
  };
}

/** Mails about a person's own account, and invitations. */
export const accountTemplates: Templates<Account | 'invitation' | 'staff-invitation'> = {
  'verify-email': ({ name, url }, words) => accountLetter('verify-email', url, words.greet(name), words),
  'reset-password': ({ name, url }, words) => accountLetter('reset-password', url, words.greet(name), words),
  'account-exists': ({ name, url }, words) => accountLetter('account-exists', url, words.greet(name), words),
  'sign-in-link': ({ url }, words) => accountLetter('sign-in-link', url, null, words),

  invitation: ({ organisation, inviter, role, url }, words) => {
    const { t } = words;
    const text = t('invitation.text', { organisation, inviter, role: t(`roles.${role}`) });
    return {
      subject: t('invitation.subject', { organisation, inviter }),
      preview: text,
      heading: t('invitation.heading', { organisation }),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Action url={url} label={t('invitation.button')} words={words} />
          <Muted>{t('invitation.note', { inviter })}</Muted>
        </>
      ),
    };
  },

  'staff-invitation': ({ name, role, url }, words) => {
    const { t } = words;
    return {
      subject: t('staff-invitation.subject', { brand: words.brand }),
      preview: t('staff-invitation.text'),
      heading: t('staff-invitation.heading'),
      body: (
        <>
          <Paragraph>{words.greet(name)}</Paragraph>
          <Paragraph>{t('staff-invitation.text')}</Paragraph>
          <Facts rows={[[t('facts.role'), t(`roles.${role}`)]]} />
          <Action url={url} label={t('staff-invitation.button')} words={words} />
          <Muted>{t('staff-invitation.note')}</Muted>
        </>
      ),
    };
  },
};
