import { useTranslations } from 'next-intl';

interface Group {
  name: string;
  title: string;
  calls: { name: string; summary: string; method: string }[];
}

/** Where everything stands on the page. */
export function Contents({ groups }: { groups: Group[] }) {
  const t = useTranslations('api.page');
  return (
    <nav aria-label={t('contents')} className="grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2 lg:grid-cols-4">
      {groups.map((group) => (
        <div key={group.name}>
          <a href={`#${group.name}`} className="rounded-sm text-base font-semibold hover:underline">
            {group.title}
          </a>
          <ul>
            {group.calls.map((call) => (
              <li key={call.name}>
                <a
                  href={`#${call.name}`}
                  className="text-muted hover:text-ink inline-block rounded-sm py-0.5"
                >
                  {call.summary}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div>
        <a href="#codes" className="rounded-sm text-base font-semibold hover:underline">
          {t('codes')}
        </a>
      </div>
    </nav>
  );
}
