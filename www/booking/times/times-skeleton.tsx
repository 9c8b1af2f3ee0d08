/** Keeps the space of the days and times while they load, so that nothing jumps. */
export function TimesSkeleton(props: { days: number }) {
  return (
    <div class="skeleton" aria-hidden="true" data-testid="times-loading">
      <div class="days">
        {Array.from({ length: props.days }, (_, index) => (
          <span key={`day-${index + 1}`} class="skeleton-day" />
        ))}
      </div>
      <div class="slots">
        {Array.from({ length: 8 }, (_, index) => (
          <span key={`slot-${index + 1}`} class="skeleton-slot" />
        ))}
      </div>
    </div>
  );
}
