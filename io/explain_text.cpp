// Tables of an explanation for the terminal.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "decision/decide.hpp"
#include "io/explain_words.hpp"
#include "io/ledger_text.hpp"

namespace balloon {

namespace explain_words {

namespace {

constexpr std::size_t screen_shown = 20;

/// Words broken into lines of at most `width` letters, each after `indent`.
std::string wrapped(std::string_view text, std::size_t width, std::string_view first,
                    std::string_view indent) {
  std::string out(first), line;
  const auto flush = [&] {
    out += line + "\n";
    line.clear();
  };
  std::size_t from = 0;
  while (from < text.size()) {
    const auto end = std::min(text.find(' ', from), text.size());
    const auto word = text.substr(from, end - from);
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      flush();
      out += indent;
    }
    line += (line.empty() ? "" : " ") + std::string(word);
    from = end + 1;
  }
  flush();
  return out;
}

std::string index_cell(const decision::IndexEstimate& i) {
  if (!std::isfinite(i.value)) return "-";
  return fmt::format("{} [{}, {}]", fixed(i.value, 2), fixed(i.low, 2), fixed(i.high, 2));
}

void variance_table(const ExplainStudy& study, std::string& out) {
  const auto& v = *study.result.variance;
  out += fmt::format(
      "\nShares of variance (95 %), {} base points, {} pairs of runs; over independent factors the "
      "number is {} {}:\n  {:<38} {:>20} {:>20}\n",
      v.indices.used, v.rows.rows, figure(v.values.median), range(v.values.low90, v.values.high90),
      "factor", "in all (total)", "by itself (first)");
  for (const auto g : v.order)
    out += fmt::format("  {:<38} {:>20} {:>20}\n", group_name(v.groups[g]),
                       index_cell(v.indices.total[g]), index_cell(v.indices.first[g]));
  out += fmt::format("  {:<38} {:>20} {:>20.2f}\n", "sum of first; the rest are interactions", "",
                     v.first_sum);
}

void screen_table(const ExplainStudy& study, std::string& out) {
  const auto& s = *study.result.screen;
  out += fmt::format(
      "\nScreening: change of the number ({}) as a factor goes from its 5 to its 95 % quantile, {} "
      "trajectories\n  {:<30} {:>26} {:>12} {:>12}\n",
      decision::unit_of(study.plan.outcome), study.plan.trajectories, "factor",
      "mean size, mu* [95 %]", "mean, mu", "sd, sigma");
  for (std::size_t i = 0; i < std::min(screen_shown, s.order.size()); ++i) {
    const auto& e = s.effects[s.order[i]];
    out += fmt::format("  {:<30} {:>26} {:>12} {:>12}\n", factor_name(s.factors[s.order[i]].id),
                       figure(e.mu_star) + " " + range(e.low, e.high), figure(e.mu, 3, true),
                       figure(e.sigma));
  }
  if (s.order.size() > screen_shown)
    out += fmt::format("  ... and {} factors of less\n", s.order.size() - screen_shown);
}

void channel_table(const ExplainStudy& study, std::string& out) {
  const auto& c = *study.result.channels;
  for (const auto& q : c.quantities) {
    const auto& s = q.shapley;
    const int decimals = decimals_of(s);
    const auto cell = [&](const decision::ShapleyFigure& f, bool plus) {
      return fmt::format("{} [{}, {}]", fixed(f.value, decimals, plus),
                         fixed(f.low, decimals, plus), fixed(f.high, decimals, plus));
    };
    out += fmt::format("\nBy channel: {}, {} members (90 %)\n  {:<20} {:>30} {:>30} {:>30}\n",
                       q.title, s.members, "channel", "share (Shapley)", "on alone", "off alone");
    out += fmt::format("  {:<20} {:>30}\n", "all channels off", cell(s.none, false));
    for (std::size_t i = 0; i < s.shapley.size(); ++i)
      out += fmt::format("  {:<20} {:>30} {:>30} {:>30}\n", channel_name(i),
                         cell(s.shapley[i], true), cell(s.first[i], true),
                         cell({-s.last[i].value, -s.last[i].high, -s.last[i].low}, true));
    out += fmt::format("  {:<20} {:>30}\n", "all channels on", cell(s.all, false));
  }
}

void lever_table(const ExplainStudy& study, std::string& out) {
  const auto& l = *study.result.lever_effects;
  if (l.levers.empty()) {
    out += "\nThe policies differ in no lever.\n";
    return;
  }
  const std::string unit = decision::unit_of(study.plan.outcome);
  out += fmt::format(
      "\nA little more of each lever ({} members; the policy spends {} more than the reference):\n"
      "  {:<28} {:>15} {:>30} {:>28} {:>7}\n",
      l.value.n, money(l.spending.median), "lever", "money more", unit + " by million USD [90 %]",
      "USD by " + unit_for_the_better(study), "helps");
  for (const auto& e : l.levers) {
    if (!e.costs) {
      out += fmt::format("  {:<28} {:>15} {:>30}\n", lever_name(e), "no cost",
                         figure(e.change.mean, 3, true) + " in all");
      continue;
    }
    std::string usd = figure(e.usd_per_unit.value);
    if (std::isfinite(e.usd_per_unit.low))
      usd += " " + range(e.usd_per_unit.low, e.usd_per_unit.high);
    if (!(e.usd_per_unit.value > 0)) usd = "makes it worse";
    if (!std::isfinite(e.usd_per_unit.low)) usd = "not told from none";
    out += fmt::format("  {:<28} {:>15} {:>30} {:>28} {:>5} %\n", lever_name(e),
                       figure(e.spending.median / 1e6) + " million",
                       figure(e.mean_per_million.value, 3, true) + " " +
                           range(e.mean_per_million.low, e.mean_per_million.high, 3, true),
                       usd, percent(e.helps));
  }
  std::vector<std::size_t> paid;
  for (std::size_t a = 0; a < l.levers.size(); ++a)
    if (l.levers[a].costs) paid.push_back(a);
  if (paid.size() < 2) return;
  out +=
      "\nShare of members (%) in which a million does more for the better in the row's lever "
      "than in the column's:\n  " +
      std::string(28, ' ');
  for (std::size_t k = 0; k < paid.size(); ++k)
    out += fmt::format(" {:>5}", fmt::format("({})", k + 1));
  out += "\n";
  for (std::size_t k = 0; k < paid.size(); ++k) {
    out += fmt::format("  {:<28}", fmt::format("({}) {}", k + 1, lever_name(l.levers[paid[k]])));
    for (const auto b : paid)
      out += fmt::format(" {:>5}", paid[k] == b ? "" : percent(l.cheaper[paid[k]][b]));
    out += "\n";
  }
  out +=
      "\nCost of a unit for the better by the row's lever over the column's, median [90 %] of the "
      "members in which both help:\n  " +
      std::string(28, ' ');
  for (std::size_t k = 0; k < paid.size(); ++k)
    out += fmt::format(" {:>22}", fmt::format("({})", k + 1));
  out += "\n";
  for (std::size_t k = 0; k < paid.size(); ++k) {
    out += fmt::format("  {:<28}", fmt::format("({}) {}", k + 1, lever_name(l.levers[paid[k]])));
    for (const auto b : paid) {
      const auto& ratio = l.cost_ratio[paid[k]][b];
      const bool known = paid[k] != b && ratio.n > 0;
      out += fmt::format(" {:>22}", known ? fmt::format("{:.2g} [{:.2g}, {:.2g}]", ratio.median,
                                                        ratio.low90, ratio.high90)
                                          : "");
    }
    out += "\n";
  }
}

std::string tables_of(const ExplainStudy& study) {
  std::string out = fmt::format("{} against {}: what the answer hangs on\n{}\n", study.policy().id,
                                study.reference().id, wrapped(outcome_words(study), 96, "", ""));
  for (const auto& sentence : main_sentences(study)) out += wrapped(sentence, 94, "* ", "  ");
  const auto& r = study.result;
  if (r.variance) variance_table(study, out);
  if (r.channels) channel_table(study, out);
  if (r.lever_effects) lever_table(study, out);
  if (r.screen) screen_table(study, out);
  out += "\n";
  for (const auto& note : explain_notes(study)) out += wrapped(note, 94, "- ", "  ");
  out += fmt::format("\n{} pairs of runs; {} (docs/explain.md, docs/limits.md).\n", r.pairs,
                     calibration_text(study.run->study.draws, Words("en")));
  return out;
}

}  // namespace

}  // namespace explain_words

std::string explain_text(const ExplainStudy& study) { return explain_words::tables_of(study); }

}  // namespace balloon
