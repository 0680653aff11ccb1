import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import type { CatalogueDto } from '@/lib/domain/catalog/schema';
import { type PriceRuleKind, PriceRuleForm, type SaveRule } from './price-rule-form';

const KEYS = { urgency: ['normal', 'high', 'critical'], customer_class: ['standard', 'vip'] } as const;

interface PriceRulesProps {
  rules: CatalogueDto['priceRules'];
  packs: CatalogueDto['pack'];
  save: SaveRule;
}

/** Every factor of a price, each saved by itself. */
export function PriceRules({ rules, packs, save }: PriceRulesProps) {
  const t = useTranslations('admin.catalogue.rules');
  const bps = (kind: PriceRuleKind, key: string) =>
    rules.find((rule) => rule.kind === kind && rule.key === key)?.valueBps;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-3">
      <Card>
        <CardHeader title={t('urgency.title')} description={t('urgency.description')} />
        <div className="flex flex-col gap-4">
          {KEYS.urgency.map((key) => (
            <PriceRuleForm
              key={key}
              kind="urgency"
              code={key}
              label={t(`urgency.${key}`)}
              bps={bps('urgency', key) ?? 10_000}
              save={save}
            />
          ))}
        </div>
      </Card>
      <Card>
        <CardHeader title={t('class.title')} description={t('class.description')} />
        <div className="flex flex-col gap-4">
          {KEYS.customer_class.map((key) => (
            <PriceRuleForm
              key={key}
              kind="customer_class"
              code={key}
              label={t(`class.${key}`)}
              bps={bps('customer_class', key) ?? 0}
              save={save}
            />
          ))}
        </div>
      </Card>
      <Card>
        <CardHeader title={t('volume.title')} description={t('volume.description')} />
        <div className="flex flex-col gap-4">
          {packs
            .filter((pack) => pack.active)
            .map(({ code, name }) => (
              <PriceRuleForm
                key={code}
                kind="pack_volume"
                code={code}
                label={name}
                bps={bps('pack_volume', code) ?? 0}
                save={save}
              />
            ))}
        </div>
      </Card>
    </div>
  );
}
