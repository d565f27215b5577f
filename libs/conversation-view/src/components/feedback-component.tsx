import type { FeedbackSpec } from '@patchbay/api-contract/chat';
import { type FormEvent, type JSX, useState } from 'react';
import type { DraftValue } from '../drafts.ts';
import type { ComponentProps } from './component-props.ts';

const STARS = [1, 2, 3, 4, 5] as const;
const THUMBS = ['up', 'down'] as const;
type Score = number | 'up' | 'down';

/** A rating by stars or thumbs, with a comment where the flow asks for one. What was given and not sent stays over a reload. */
export function FeedbackComponent({
  item,
  spec,
  texts,
  drafts,
  disabled,
  submit,
  cancel,
}: ComponentProps<FeedbackSpec>): JSX.Element {
  const place = item.id;
  const [score, setScore] = useState(() => keptScore({ spec, kept: drafts.at(place).score }));
  const [comment, setComment] = useState(() => String(drafts.at(place).comment ?? ''));
  const sent = item.open ? undefined : sentScore(item.values);
  const shown = sent ?? score;

  const choose = (value: Score) => {
    if (!spec.comment) return void submit({ score: value });
    drafts.keep({ place, key: 'score', value: String(value) });
    setScore(value);
  };
  const write = (text: string) => {
    drafts.keep({ place, key: 'comment', value: text || undefined });
    setComment(text);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (score !== undefined) void submit({ score, ...(comment.trim() ? { comment: comment.trim() } : {}) });
  };
  return (
    <form className={item.open ? 'pb-card' : 'pb-card pb-done'} onSubmit={onSubmit}>
      <fieldset className="pb-plain" disabled={disabled || !item.open} aria-label={spec.text ?? texts('sendFeedback')}>
        <div className="pb-rating">
          {spec.scale === 'stars'
            ? STARS.map((star) => (
                <button
                  key={star}
                  type="button"
                  className={typeof shown === 'number' && star <= shown ? 'pb-star pb-on' : 'pb-star'}
                  aria-label={texts('star', { n: star })}
                  aria-pressed={shown === star}
                  onClick={() => choose(star)}
                >
                  ★
                </button>
              ))
            : THUMBS.map((thumb) => (
                <button
                  key={thumb}
                  type="button"
                  className={shown === thumb ? 'pb-option pb-chosen' : 'pb-option'}
                  aria-pressed={shown === thumb}
                  onClick={() => choose(thumb)}
                >
                  {texts(thumb === 'up' ? 'thumbUp' : 'thumbDown')}
                </button>
              ))}
        </div>
        {item.open && spec.comment && score !== undefined ? (
          <textarea
            className="pb-input"
            rows={2}
            aria-label={texts('comment')}
            placeholder={texts('comment')}
            value={comment}
            onChange={(event) => write(event.currentTarget.value)}
          />
        ) : null}
        {item.open ? (
          <div className="pb-actions">
            {spec.comment && score !== undefined ? (
              <button type="submit" className="pb-primary">
                {texts('sendFeedback')}
              </button>
            ) : null}
            <button type="button" className="pb-quiet" onClick={cancel}>
              {texts('cancel')}
            </button>
          </div>
        ) : null}
      </fieldset>
    </form>
  );
}

// Only what this rating offers: its scale may be another one now.
function keptScore({ spec, kept }: { spec: FeedbackSpec; kept: DraftValue | undefined }): Score | undefined {
  const scores: readonly Score[] = spec.scale === 'stars' ? STARS : THUMBS;
  return spec.comment ? scores.find((score) => String(score) === kept) : undefined;
}

function sentScore(values: unknown): Score | undefined {
  if (typeof values !== 'object' || values === null || !('score' in values)) return undefined;
  const { score } = values;
  return typeof score === 'number' || score === 'up' || score === 'down' ? score : undefined;
}
