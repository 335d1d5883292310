import { Table } from "@/components/ui/table";
import type { ChartTable as Rows } from "@/lib/analytics/cells";
import type { Words } from "@/lib/i18n/words";
import { cellText } from "./figures";

/** The numbers of a chart as a table: the same ones, also without JavaScript. */
export function ChartTable({ label, table, words }: { label: string; table: Rows; words: Words }) {
  return (
    <Table label={words.t("common.chart.scrollHint", { name: label })}>
      <thead>
        <tr>
          <ColumnHeads columns={table.columns} />
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <Row key={row.map((cell) => cell.value).join(" ")} row={row} columns={table.columns} words={words} />
        ))}
      </tbody>
    </Table>
  );
}

export function ColumnHeads({ columns }: { columns: Rows["columns"] }) {
  return columns.map((column) => (
    <th key={column.label} scope="col" className={column.numeric ? "r" : undefined}>
      {column.label}
    </th>
  ));
}

interface RowProps {
  row: Rows["rows"][number];
  columns: Rows["columns"];
  words: Words;
}

function Row({ row: [head, ...cells], columns, words }: RowProps) {
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap">
        {head ? cellText(head, words) : null}
      </th>
      {cells.map((cell, i) => (
        <td
          key={columns[i + 1]!.label}
          className={columns[i + 1]!.numeric ? "r num whitespace-nowrap" : "whitespace-nowrap"}
        >
          {cell.kind === "text" && cell.value === "" ? null : cellText(cell, words)}
        </td>
      ))}
    </tr>
  );
}
