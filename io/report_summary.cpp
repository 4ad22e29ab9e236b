// The first screen: what was squeezed, what came out where, how sure, at what cost.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using analysis::LedgerRow;

constexpr Style plain_hectares{1, 3, 0, false};

std::string bold(const std::string& html) { return "<b>" + html + "</b>"; }

/// "-4,000 ha after 1 year, -5,000 after 2 years and ...".
std::string responses(const Context& context, bool inside) {
  const auto& words = context.words;
  std::vector<std::string> parts;
  const auto& rows = context.policy().ledger.rows;
  for (const auto& row : rows) {
    if (row.horizon < 12 && rows.size() > 1) continue;
    const double ha = inside ? -row.loss.median : row.gain.median;
    parts.push_back(context.text("summary.after", {{"change", bold(words.change(ha, 3, 0))},
                                                   {"span", words.span(row.horizon)}}));
  }
  return words.list(parts);
}

/// What was squeezed and how the stock answered, as plain sentences.
std::string squeezed(const Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  const auto& gross = row.gross;
  const bool more = gross.low90 > 0, less = gross.high90 < 0;
  const char* key = context.target.empty() ? "summary.no-target"
                    : more                 ? "summary.removed-more"
                    : less                 ? "summary.removed-less"
                                           : "summary.removed-same";
  const Interval shown =
      less ? Interval{gross.n, -gross.median, 0, 0, -gross.high90, -gross.low90, 0, 0} : gross;
  return context.text(key, {{"start", words.month(context.policy().ledger.window_start)},
                            {"span", words.span(row.horizon)},
                            {"target", escape(context.target_name())},
                            {"gross", bold(words.rounded(shown.median, 3, 0))},
                            {"range", range_text(words, shown, plain_hectares)}});
}

std::string headline(const Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  std::set<int> structures;
  for (const int i : context.members)
    structures.insert(context.study.reference.ensemble.structure(i));
  const std::string net =
      fmt::format(R"(<span id="net-change" data-horizon="{}" data-unit="ha"{}>{}</span>)",
                  row.horizon, data(row.net), bold(words.change(row.net.median, 3, 0)));
  const std::string interval = fmt::format(
      R"(<span id="interval" data-level="90" data-horizon="{}" data-unit="ha"{}{}>{}</span>)",
      row.horizon, data("low90", row.net.low90), data("high90", row.net.high90),
      range_text(words, row.net, styles::hectares));
  return fmt::format(R"(<p class="headline" id="structure-range" data-structures="{}" )"
                     R"(data-horizon="{}" data-unit="ha"{}{}>)",
                     structures.size(), row.horizon, data("low", row.net_low_structure),
                     data("high", row.net_high_structure)) +
         context.text(structures.size() > 1 ? "summary.range" : "summary.one-structure",
                      {{"count", words.number(static_cast<double>(structures.size()))},
                       {"span", words.span(row.horizon)},
                       {"low", bold(words.change(row.net_low_structure, 3, 0))},
                       {"high", bold(words.change(row.net_high_structure, 3, 0))},
                       {"net", net},
                       {"interval", interval}}) +
         "</p>\n";
}

std::string index_line(const Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  const auto range = analysis::range_of(row.index_by_structure);
  const bool ranged = row.index_defined && range.structures > 1;
  std::string html = fmt::format(
      R"(<p id="balloon-index" data-defined="{}" data-horizon="{}"{}{}>)",
      row.index_defined ? "true" : "false", row.horizon, row.index_defined ? data(row.index) : "",
      ranged ? data("structures-low", range.low) + data("structures-high", range.high) : "");
  if (row.index_defined) {
    const auto index = interval_text(words, row.index, {1, 3, 2, false});
    html += ranged ? context.text("summary.index-range", {{"span", words.span(row.horizon)},
                                                          {"low", words.number(range.low, 2)},
                                                          {"high", words.number(range.high, 2)},
                                                          {"index", index}})
                   : context.text("summary.index",
                                  {{"span", words.span(row.horizon)}, {"index", index}});
  } else {
    html += context.text("summary.index-not-defined", {{"span", words.span(row.horizon)}});
  }
  return html + "</p>\n";
}

std::string cost_line(const Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  const auto& per = row.cost_per_net_hectare;
  std::string html = fmt::format(
      R"(<p id="cost" data-horizon="{}" data-unit="USD 2010"{}{}{}{}{}{}>)", row.horizon,
      data(row.cost), data("per-net-hectare-median", per.median),
      data("per-net-hectare-low90", per.low90), data("per-net-hectare-high90", per.high90),
      data("members-with-fall", row.members_with_fall),
      data("members", context.policy().ledger.usable));
  // Money is booked in December; a run that ends within a year does not know that year's.
  const int last = context.policy().ledger.window_start + row.horizon - 1;
  const auto& run = context.policy().ensemble;
  if (month_index(year_of(last), 12) > std::min(run.to, context.reference().ensemble.to))
    return html + context.text("summary.no-cost") + "</p>\n";
  html +=
      context.text("summary.cost", {{"span", words.span(row.horizon)},
                                    {"cost", interval_text(words, row.cost, styles::millions)}});
  html += " ";
  html += row.members_with_fall == 0
              ? context.text("summary.no-fall")
              : context.text(row.members_with_fall == context.policy().ledger.usable
                                 ? "summary.per-hectare-all"
                                 : "summary.per-hectare",
                             {{"cost", interval_text(words, per, styles::dollars)},
                              {"fall", words.number(row.members_with_fall)},
                              {"members", words.number(context.policy().ledger.usable)}});
  return html + "</p>\n";
}

/// The ledger of the last horizon as one stacked bar: what came back to the right of zero, what
/// fell elsewhere to its left.
std::string stacked_bar(Context& context, const std::vector<LedgerItem>& items) {
  const auto& words = context.words;
  double right = 0, left = 0;
  for (const auto& item : items) (item.mean_share > 0 ? right : left) += item.mean_share;
  constexpr double width = 460, height = 54, top = 4, bar = 26;
  svg::Picture picture(width, height);
  const auto steps = svg::ticks(std::min(left, 0.0), std::max(right, 100.0), 5);
  const svg::Scale x{steps.front(), steps.back(), 8, width - 14};
  double forward = 0, backward = 0;
  std::string spoken;
  for (const auto& item : items) {
    double& at = item.mean_share > 0 ? forward : backward;
    const double next = at + item.mean_share;
    if (std::fabs(item.mean_share) >= 0.05) {
      const double a = std::min(x(at), x(next)), b = std::max(x(at), x(next));
      picture.rectangle({a, top}, b - a, bar, item.css);
      if (!spoken.empty()) spoken += "; ";
      spoken += item.label + " " + words.number(item.mean_share, 1);
    }
    at = next;
  }
  picture.line({x(0), top - 3}, {x(0), top + bar + 4}, "axis");
  for (const double step : steps) {
    picture.line({x(step), top + bar}, {x(step), top + bar + 4}, "axis");
    picture.text({x(step), top + bar + 18}, words.number(step), "tick", svg::Anchor::middle);
  }
  return picture.finish(context.next_id(), words["summary.bar-title"], spoken, "bar");
}

/// Where the hectares went: the bar, and a row for every place.
std::string where(Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  const bool defined = row.shares_defined;
  const auto items = ledger_items(context, context.policy(), row,
                                  defined ? LedgerView::removal : LedgerView::stock);
  std::string html =
      heading(2, words.fill(defined ? "summary.where-shares" : "summary.where-hectares",
                            {{"span", words.span(row.horizon)}}));
  if (defined) html += stacked_bar(context, items);
  html += fmt::format(R"(<table id="displaced-by-country" data-horizon="{}" data-shares="{}">)"
                      R"(<thead><tr><th scope="col">{}</th>)",
                      row.horizon, defined ? "true" : "false", context.text("ledger.where"));
  if (defined) html += "<th scope=\"col\">" + context.text("ledger.per-100") + "</th>";
  html += "<th scope=\"col\">" + context.text("ledger.hectares") + "</th></tr></thead>\n<tbody>";
  std::vector<std::string> unchanged;
  for (const auto& item : items) {
    const std::string attributes = fmt::format(
        R"( data-role="{}" data-place="{}" data-unit="ha"{}{})", item.role, item.place,
        data(item.ha),
        defined
            ? data("share-median", item.share.median) + data("share-low90", item.share.low90) +
                  data("share-high90", item.share.high90) + data("share-of-means", item.mean_share)
            : "");
    if (item.role == "country" &&
        std::max(std::fabs(item.ha.low90), std::fabs(item.ha.high90)) < 0.5) {
      unchanged.push_back("<span" + attributes + ">" + escape(item.label) + "</span>");
      continue;
    }
    html += "<tr" + attributes + R"(><th scope="row"><span class="swatch )" + item.css +
            R"(" aria-hidden="true"></span>)" + escape(item.label) + "</th>";
    if (defined) html += "<td>" + interval_text(words, item.share, styles::shares) + "</td>";
    html += "<td>" + interval_text(words, item.ha, styles::hectares) + "</td></tr>\n";
  }
  if (!unchanged.empty())
    html += fmt::format("<tr class=\"quiet\"><td colspan=\"{}\">{}</td></tr>", defined ? 3 : 2,
                        context.text("ledger.unchanged", {{"places", words.list(unchanged)}}));
  html += "</tbody></table>\n";
  html +=
      paragraph(context.text(defined ? "summary.shares-note" : "summary.no-shares-note"), "small");
  return html;
}

}  // namespace

std::vector<std::string> summary_sentences(const Context& context) {
  const auto& words = context.words;
  const auto* row = context.last_row();
  if (row == nullptr || context.members.empty()) return {};
  const auto* posterior = context.study.draws.posterior.get();
  // The range between structures comes before any single number.
  return {headline(context, *row),
          paragraph(squeezed(context, *row) + " " +
                        context.text(context.target.empty() ? "summary.response-anywhere"
                                                            : "summary.response",
                                     {{"target", escape(context.target_name())},
                                      {"inside", responses(context, true)},
                                      {"outside", responses(context, false)}}),
                    "lead"),
          index_line(context, *row), cost_line(context, *row),
          context.text(posterior != nullptr ? "summary.calibrated" : "summary.warning",
                       {{"members", words.number(context.policy().ledger.usable)},
                        {"failed", words.number(context.policy().ledger.failed)},
                        {"origin", Words::year(posterior != nullptr ? posterior->origin() : 0)}})};
}

std::string summary_section(Context& context) {
  std::string html = "<header>\n<p class=\"eyebrow\">" +
                     context.text("report.eyebrow", {{"version", escape(context.study.version)}}) +
                     "</p>\n";
  html += heading(1, context.title(context.policy()));
  html += paragraph(
      context.text("report.against", {{"reference", escape(context.title(context.reference()))}}),
      "against");
  html += "</header>\n<div class=\"first\">\n<div>\n";
  const auto* row = context.last_row();
  if (row == nullptr || context.members.empty()) {
    html += paragraph(context.text("summary.no-ledger"), "lead") + "</div>\n</div>\n";
    return html;
  }
  const auto sentences = summary_sentences(context);
  for (std::size_t i = 0; i + 1 < sentences.size(); ++i) html += sentences[i];
  html += paragraph(sentences.back(), "warning");
  html += "</div>\n<div class=\"where\">\n" + where(context, *row) + "</div>\n</div>\n";
  return html;
}

}  // namespace balloon::report
