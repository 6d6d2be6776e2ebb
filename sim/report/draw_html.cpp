#include <fmt/format.h>

#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "color:#1d2025;background:#fff}h1,h2,h3{line-height:1.2}table{border-collapse:collapse;"
    "width:100%}th,td{text-align:left;vertical-align:top;padding:.25em .8em .25em 0;"
    "border-bottom:1px solid #ddd}.dim{color:#555}pre{white-space:pre-wrap;background:#f4f4f2;"
    "padding:1em}figure{margin:1em 0}svg{max-width:100%;height:auto}li{margin-bottom:.5em}"
    "@media screen and (max-width:40em){table{display:block;overflow-x:auto}td{min-width:6em}}"
    // On paper: A4, numbered; nothing is torn apart that belongs together, heads of tables come
    // again on each page.
    "@page{size:A4;margin:16mm 16mm 18mm;@bottom-right{content:counter(page) \" / \" "
    "counter(pages);font:9pt sans-serif;color:#555}}"
    "@media print{body{font-size:10pt;line-height:1.4;margin:0;max-width:none;padding:0}"
    "h1{font-size:16pt}h2{font-size:13pt}h3{font-size:11pt}h2,h3{break-after:avoid}"
    "h2+p,h3+p,h2+.dim{break-after:avoid}tr,figure,li{break-inside:avoid}"
    "thead{display:table-header-group}p{orphans:3;widows:3}figure{margin:2mm 0}"
    "svg{width:100%}pre{padding:0;font-size:8pt;overflow-wrap:anywhere}}";

/// A sentence of a page: a browser breaks its lines where a line of the terminal may end.
std::string prose(std::string_view words) {
  return markup(with_hard_blanks(with_minus_signs(words)));
}

std::string element(std::string_view name, std::string_view words) {
  return fmt::format("<{0}>{1}</{0}>\n", name, prose(words));
}

std::string table_html(const Table& table) {
  if (!table.has_words()) return "";
  std::string out = "<table>\n";
  const auto cell = [](std::string_view name, std::string_view words) {
    return fmt::format("<{0}>{1}</{0}>", name, prose(words));
  };
  if (!table.heads.empty()) {
    out += "<thead><tr>";
    for (const std::string& head : table.heads) out += cell("th", head);
    out += "</tr></thead>\n";
  }
  out += "<tbody>\n";
  for (const TableRow& row : table.rows) {
    if (row.cells.empty()) continue;
    out += "<tr>";
    for (const TableCell& one : row.cells) out += cell("td", one.words);
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n";
}

/// The list that a block is a part of: events are in order. Empty: none.
std::string_view list_of(const ReportBlock& block) {
  if (block.kind == ReportBlock::Kind::event) return "ol";
  return block.kind == ReportBlock::Kind::item ? "ul" : "";
}

std::string listed_html(const ReportBlock& block) {
  std::string out = "<li>";
  if (!block.lead.empty()) out += prose(block.lead) + " ";
  out += prose(block.words);
  for (const std::string& more : block.more)
    out += "<br><span class=\"dim\">" + prose(more) + "</span>";
  return out + "</li>\n";
}

std::string block_html(const ReportBlock& block) {
  switch (block.kind) {
    case ReportBlock::Kind::title:
      return element("h1", block.words);
    case ReportBlock::Kind::heading:
      return element("h2", block.words);
    case ReportBlock::Kind::subheading:
      return element("h3", block.words);
    case ReportBlock::Kind::paragraph:
      return element("p", block.words);
    case ReportBlock::Kind::notice:
      return "<p><strong>" + prose(block.words) + "</strong></p>\n";
    case ReportBlock::Kind::note:
      return "<p class=\"dim\">" + prose(block.words) + "</p>\n";
    case ReportBlock::Kind::table:
      return table_html(block.table);
    case ReportBlock::Kind::pre:
      return "<pre>" + markup(block.words) + "</pre>\n";
    case ReportBlock::Kind::picture:
      return "<figure>\n" + block.words + "</figure>\n";
    case ReportBlock::Kind::item:
    case ReportBlock::Kind::event:
      return listed_html(block);
    case ReportBlock::Kind::blank:
      break;
  }
  return "";
}

}  // namespace

std::string html_of(const Report& report, std::string_view title) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta name=\"generator\" content=\"Palabre {}\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n",
      report.lang == Lang::fr ? "fr" : "en", program_version(), markup(title), kStyle);
  std::string_view list;
  const auto turn_to = [&](std::string_view next) {
    if (next == list) return;
    if (!list.empty()) out += fmt::format("</{}>\n", list);
    if (!next.empty()) out += fmt::format("<{}>\n", next);
    list = next;
  };
  for (const ReportBlock& block : report.blocks) {
    turn_to(list_of(block));
    out += block_html(block);
  }
  turn_to("");
  return out + "</body>\n</html>\n";
}

}  // namespace palabre
