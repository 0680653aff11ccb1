'use client';

import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import type { RatingDto, RequestDto } from '@/lib/domain/support/schema.dto';
import { type RateAction, RatingForm } from './rating-form';

interface RatingCardProps {
  request: RequestDto;
  rate: RateAction;
  onRated: () => void;
}

/** Asks for a verdict once the request is resolved, and shows the one that was given. */
export function RatingCard({ request, rate, onRated }: RatingCardProps) {
  const t = useTranslations('support.rating');
  const { rating, may } = request;
  if (!rating && !may.rate) return null;
  return (
    <Card as="section" id="rating" aria-labelledby="rating-title" className="scroll-mt-16">
      <CardHeader
        id="rating-title"
        title={t('title')}
        description={
          rating &&
          (may.rate ? t.rich('thanks', { date: () => <Time at={rating.changeableUntil} /> }) : t('fixed'))
        }
      />
      {may.rate ? (
        <RatingForm requestId={request.id} rating={rating} rate={rate} onRated={onRated} />
      ) : (
        rating && <RatingShown rating={rating} />
      )}
    </Card>
  );
}

/** A verdict that stands. */
export function RatingShown({ rating }: { rating: RatingDto }) {
  const t = useTranslations('support.rating');
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-center gap-1 text-sm">
        {[1, 2, 3, 4, 5].map((score) => (
          <Star
            key={score}
            aria-hidden
            className={cn('size-4', score <= rating.score ? 'fill-accent text-accent' : 'text-control')}
          />
        ))}
        <span className="text-muted ms-1">{t('given', { score: rating.score })}</span>
      </p>
      {rating.comment && <p className="prose-width text-base whitespace-pre-line">{rating.comment}</p>}
    </div>
  );
}
