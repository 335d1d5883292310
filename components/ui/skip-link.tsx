/** The first stop of the Tab key on every page; leads to `main#main`. */
export function SkipLink({ label }: { label: string }) {
  return (
    <a className="skip-link" href="#main">
      {label}
    </a>
  );
}
