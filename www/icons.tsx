const paths = {
  phone:
    "M6.6 3.5 9 4l1.2 4-1.9 1.6a12 12 0 0 0 6.1 6.1l1.6-1.9 4 1.2.5 2.4c.2 1-.6 2.1-1.7 2.1C11 19.5 4.5 13 4.5 5.2c0-1.1 1.1-1.9 2.1-1.7z",
  pin: "M12 21.5c-4-4.3-6.5-7.6-6.5-11a6.5 6.5 0 0 1 13 0c0 3.4-2.5 6.7-6.5 11zM12 13a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  calendar: "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5v4M15.5 3.5v4",
  check: "m5 12.5 4.5 4.5L19 7.5",
  arrowLeft: "M14.5 5.5 8 12l6.5 6.5",
  arrowRight: "M9.5 5.5 16 12l-6.5 6.5",
  alert: "M12 4 3 19.5h18zM12 10v4.5M12 17v.2",
} as const;

/** An icon beside a text; screen readers skip it. */
export function Icon(props: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path
        d={paths[props.name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
