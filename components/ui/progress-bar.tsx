/** How much is done, 0 to 100. `label` names what; the number should stand beside it as text too. */
export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  const value = Math.min(100, Math.max(0, Math.round(percent)));
  return (
    <svg
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <rect width={`${value}%`} height="100%" rx="2" />
    </svg>
  );
}
