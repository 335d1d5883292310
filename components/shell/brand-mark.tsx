/** The product's mark: a roof over three pillars. Decorative. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className="flex-none">
      <rect width="24" height="24" rx="5.5" fill="var(--accent)" />
      <path
        d="M5 11.2 12 5.6l7 5.6M7.6 14.2v4.2M12 14.2v4.2M16.4 14.2v4.2"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
