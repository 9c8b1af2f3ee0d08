/** A clock over a shelf: a drawing for a business of any trade, in its own colours. */
export function PlainHero() {
  const hours = Array.from({ length: 12 }, (_, hour) => hour * 30);
  return (
    <svg class="hero-art" viewBox="0 0 520 600" width="520" height="600" aria-hidden="true">
      <clipPath id="arch">
        <path d="M40 600V250C40 120 140 24 260 24S480 120 480 250V600z" />
      </clipPath>
      <path
        d="M26 600V250C26 112 132 10 260 10S494 112 494 250V600"
        fill="none"
        stroke="var(--gold)"
        stroke-width="2"
      />
      <g clip-path="url(#arch)">
        <rect width="520" height="600" fill="var(--plum)" />
        <circle cx="372" cy="170" r="150" fill="var(--gold)" opacity=".18" />
        <circle cx="372" cy="170" r="105" fill="var(--gold)" opacity=".16" />
        <g transform="translate(260 262)">
          <circle r="132" fill="var(--gold)" />
          <circle r="120" fill="var(--cream)" />
          {hours.map((angle) => (
            <path
              key={angle}
              d={angle % 90 === 0 ? "M0 -104V-86" : "M0 -104V-96"}
              stroke="var(--aubergine)"
              stroke-width={angle % 90 === 0 ? 6 : 4}
              stroke-linecap="round"
              transform={`rotate(${angle})`}
            />
          ))}
          <path
            d="M0 0L-38 -44"
            stroke="var(--aubergine)"
            stroke-width="9"
            stroke-linecap="round"
          />
          <path d="M0 0L54 -58" stroke="var(--aubergine)" stroke-width="6" stroke-linecap="round" />
          <circle r="9" fill="var(--gold)" />
        </g>
        <rect x="40" y="500" width="440" height="14" fill="var(--gold)" />
        <rect x="40" y="514" width="440" height="86" fill="var(--aubergine)" />
        <g transform="translate(120 500)">
          <path d="M-30 0L-36 -54H36L30 0z" fill="var(--cream)" />
          <g fill="none" stroke="var(--gold)" stroke-width="7" stroke-linecap="round">
            <path d="M0 -54C-4 -90 -14 -108 -34 -122" />
            <path d="M0 -54C2 -96 0 -116 4 -140" />
            <path d="M0 -54C6 -88 18 -102 36 -112" />
          </g>
        </g>
        <g fill="var(--cream)" transform="translate(330 500)">
          <rect x="0" y="-70" width="34" height="70" rx="6" opacity=".92" />
          <rect x="9" y="-88" width="16" height="20" rx="3" fill="var(--gold)" />
          <rect x="48" y="-50" width="44" height="50" rx="6" opacity=".75" />
          <rect x="56" y="-60" width="28" height="12" rx="3" fill="var(--gold)" />
        </g>
      </g>
    </svg>
  );
}
