// Which structural assumptions decide the answer.
#include <algorithm>
#include <functional>

#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;

AssumptionGroup summarise_group(std::string label, const analysis::Ensemble& ensemble,
                                const std::vector<MemberEntry>& entries,
                                const std::function<bool(int structure)>& belongs) {
  std::vector<double> net, gone;
  for (const auto& [member, entry] : entries) {
    if (!belongs(ensemble.structure(member))) continue;
    net.push_back(entry.net());
    if (entry.gross > 0) gone.push_back(-100 * entry.net() / entry.gross);
  }
  return {std::move(label), analysis::summarise(net), analysis::summarise(gone)};
}

std::string half_range(const Words& words, const Interval& v, int decimals) {
  if (v.n == 0) return std::string(words["number.none"]);
  return "<b>" + words.change(v.median, 3, decimals) + "</b> <span class=\"range\">" +
         words.fill("interval.range", {{"low", words.change(v.low50, 3, decimals)},
                                       {"high", words.change(v.high50, 3, decimals)}}) +
         "</span>";
}

std::string table_of(const Context& context, const std::string& caption,
                     const std::vector<AssumptionGroup>& groups, bool shares) {
  const auto& words = context.words;
  Table table(caption);
  std::vector<std::string> head = {context.text("structures.structure"),
                                   context.text("structures.members"),
                                   context.text("structures.net")};
  if (shares) head.push_back(context.text("structures.gone"));
  table.head(head);
  for (const auto& g : groups) {
    std::vector<std::string> cells = {escape(g.label), words.number(g.net.n),
                                      half_range(words, g.net, 0)};
    if (shares) cells.push_back(half_range(words, g.gone, 1));
    table.row(cells);
  }
  return table.html();
}

/// What a chart of dots shows.
enum class Dots { net, pooled_net, gone };

std::string dots(Context& context, const std::vector<AssumptionGroup>& groups, Dots what) {
  const auto& words = context.words;
  const bool net = what != Dots::gone;
  svg::IntervalChart chart;
  chart.title = words[what == Dots::net          ? "structures.net-title"
                      : what == Dots::pooled_net ? "structures.pooled-title"
                                                 : "structures.gone-title"];
  chart.axis = words[net ? "structures.net-axis" : "ledger.per-100-removed"];
  std::string spoken;
  for (const auto& g : groups) {
    const auto& v = net ? g.net : g.gone;
    if (v.n == 0) continue;
    const bool all = &g == &groups.back() && what != Dots::pooled_net;
    chart.rows.push_back(
        {g.label, v.median, v.low50, v.high50, v.low90, v.high90, all ? "dot-all" : "dot", all});
    if (!spoken.empty()) spoken += "; ";
    spoken += g.label + ": " + words.change(v.median, 3, 1);
  }
  chart.description = spoken;
  return "<figure><figcaption><b>" + escape(chart.title) + "</b></figcaption>\n" +
         svg::draw(chart, context.next_id(), words) +
         details(words["table.numbers"], table_of(context, "", groups, !net)) + "</figure>\n";
}

}  // namespace

AssumptionGroups assumption_groups(const Context& context, const analysis::LedgerRow& row) {
  const auto& words = context.words;
  const auto& ensemble = context.policy().ensemble;
  const auto entries = ledger_entries(context, context.policy(), row.horizon);
  AssumptionGroups all;
  for (int s = 0; s < structure_count; ++s)
    all.structures.push_back(summarise_group(std::string(words["structure." + std::to_string(s)]),
                                             ensemble, entries, [s](int k) { return k == s; }));
  all.structures.push_back(summarise_group(std::string(words["structures.all"]), ensemble, entries,
                                           [](int) { return true; }));
  // Structure s has nested sourcing where s is odd; pass-through is s / 2.
  const auto pool = [&](const char* key, const std::function<bool(int)>& belongs) {
    all.pooled.push_back(summarise_group(std::string(words[key]), ensemble, entries, belongs));
  };
  pool("structures.multiplicative", [](int s) { return s / 2 == 0; });
  pool("structures.mixed", [](int s) { return s / 2 == 1; });
  pool("structures.additive", [](int s) { return s / 2 == 2; });
  pool("structures.flat", [](int s) { return s % 2 == 0; });
  pool("structures.nested", [](int s) { return s % 2 == 1; });
  return all;
}

std::string structures_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["structures.heading"], "structures");
  const auto* row = context.last_row();
  if (row == nullptr || context.members.empty())
    return html + paragraph(context.text("summary.no-ledger"));
  const bool shares = row->shares_defined;
  const auto [groups, pooled] = assumption_groups(context, *row);
  html += paragraph(
      context.text("structures.intro", {{"span", words.span(row->horizon)},
                                        {"low", words.change(row->net_low_structure, 3, 0)},
                                        {"high", words.change(row->net_high_structure, 3, 0)}}));
  html += "<div class=\"panels\">\n" + dots(context, groups, Dots::net);
  if (shares) html += dots(context, groups, Dots::gone);
  html += dots(context, pooled, Dots::pooled_net) + "</div>\n";
  html += table_of(context, context.text("structures.caption"), groups, shares);
  html += heading(3, words["structures.one-heading"]);
  html += paragraph(context.text("structures.one-intro"));
  html += table_of(context, context.text("structures.one-caption"), pooled, shares);
  const auto& choice = context.policy().policy->structure;
  if (choice.sourcing != StructureChoice::unset || choice.pass_through != StructureChoice::unset)
    html += paragraph(context.text("structures.fixed"), "warning");
  return html;
}

}  // namespace balloon::report
