// Tables of an explanation for the terminal.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "decision/decide.hpp"
#include "io/data_catalog.hpp"
#include "io/explain_words.hpp"
#include "io/ledger_text.hpp"
#include "io/letters.hpp"

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
    if (!line.empty() && letter_count(line) + 1 + letter_count(word) > width) {
      flush();
      out += indent;
    }
    line += (line.empty() ? "" : " ") + std::string(word);
    from = end + 1;
  }
  flush();
  return out;
}

std::string index_cell(const Words& w, const decision::IndexEstimate& i) {
  if (!std::isfinite(i.value)) return "-";
  return w.interval(fixed(w, i.value, 2), fixed(w, i.low, 2), fixed(w, i.high, 2));
}

void variance_table(const Words& w, const ExplainStudy& study, std::string& out) {
  const auto& v = *study.result.variance;
  out += "\n" +
         w.fill("why.table-variance", {{"points", w.plain(v.indices.used)},
                                       {"pairs", w.plain(v.rows.rows)},
                                       {"value", with_interval(w, v.values)}}) +
         fmt::format("\n  {:<42} {:>20} {:>20}\n", w["why.factor"], w["why.total"], w["why.first"]);
  for (const auto g : v.order)
    out += fmt::format("  {:<42} {:>20} {:>20}\n", group_name(w, v.groups[g]),
                       index_cell(w, v.indices.total[g]), index_cell(w, v.indices.first[g]));
  out += fmt::format("  {:<42} {:>20} {:>20}\n", w["why.sum"], "", fixed(w, v.first_sum, 2));
}

void screen_table(const Words& w, const ExplainStudy& study, std::string& out) {
  const auto& s = *study.result.screen;
  out += "\n" +
         w.fill("why.table-screen", {{"unit", unit_name(w, study)},
                                     {"trajectories", w.plain(study.plan.trajectories)}}) +
         fmt::format("\n  {:<36} {:>26} {:>12} {:>12}\n", w["why.factor"], w["why.mu-star"],
                     w["why.mu"], w["why.sigma"]);
  for (std::size_t i = 0; i < std::min(screen_shown, s.order.size()); ++i) {
    const auto& e = s.effects[s.order[i]];
    out += fmt::format("  {:<36} {:>26} {:>12} {:>12}\n", factor_name(w, s.factors[s.order[i]].id),
                       figure(w, e.mu_star) + " " + range(w, e.low, e.high),
                       figure(w, e.mu, 3, true), figure(w, e.sigma));
  }
  if (s.order.size() > screen_shown)
    out += "  " +
           w.fill("why.more-factors",
                  {{"count", w.plain(static_cast<double>(s.order.size() - screen_shown))}}) +
           "\n";
}

void channel_table(const Words& w, const ExplainStudy& study, std::string& out) {
  const auto& c = *study.result.channels;
  for (const auto& q : c.quantities) {
    const auto& s = q.shapley;
    const int decimals = decimals_of(s);
    const auto cell = [&](const decision::ShapleyFigure& f, bool plus) {
      return w.interval(fixed(w, f.value, decimals, plus), fixed(w, f.low, decimals, plus),
                        fixed(w, f.high, decimals, plus));
    };
    out += "\n" +
           w.fill("why.table-channels",
                  {{"quantity", quantity_name(w, q)}, {"members", w.plain(s.members)}}) +
           fmt::format("\n  {:<20} {:>30} {:>30} {:>30}\n", w["why.channel"], w["why.shapley"],
                       w["why.alone-on"], w["why.alone-off"]);
    out += fmt::format("  {:<20} {:>30}\n", w["why.channels-off"], cell(s.none, false));
    for (std::size_t i = 0; i < s.shapley.size(); ++i)
      out += fmt::format("  {:<20} {:>30} {:>30} {:>30}\n", channel_name(w, i),
                         cell(s.shapley[i], true), cell(s.first[i], true),
                         cell({-s.last[i].value, -s.last[i].high, -s.last[i].low}, true));
    out += fmt::format("  {:<20} {:>30}\n", w["why.channels-on"], cell(s.all, false));
  }
}

/// Head of a table of levers by levers, which are numbered.
void numbers_head(std::string_view title, std::size_t count, int width, std::string& out) {
  out += fmt::format("\n{}:\n  {:28}", title, "");
  for (std::size_t k = 0; k < count; ++k)
    out += fmt::format(" {:>{}}", fmt::format("({})", k + 1), width);
  out += "\n";
}

void lever_pairs(const Words& w, const decision::LeversResult& l, std::string& out) {
  std::vector<std::size_t> paid;
  for (std::size_t a = 0; a < l.levers.size(); ++a)
    if (l.levers[a].costs) paid.push_back(a);
  if (paid.size() < 2) return;
  const auto row = [&](std::size_t k) {
    out += fmt::format("  {:<28}", fmt::format("({}) {}", k + 1, lever_name(w, l.levers[paid[k]])));
  };
  numbers_head(w["why.cheaper"], paid.size(), 5, out);
  for (std::size_t k = 0; k < paid.size(); ++k) {
    row(k);
    for (const auto b : paid)
      out += fmt::format(" {:>5}", paid[k] == b ? "" : percent(w, l.cheaper[paid[k]][b]));
    out += "\n";
  }
  numbers_head(w["why.ratio"], paid.size(), 22, out);
  for (std::size_t k = 0; k < paid.size(); ++k) {
    row(k);
    for (const auto b : paid) {
      const auto& ratio = l.cost_ratio[paid[k]][b];
      const bool known = paid[k] != b && ratio.n > 0;
      out += fmt::format(" {:>22}",
                         known ? w.interval(figure(w, ratio.median, 2), figure(w, ratio.low90, 2),
                                            figure(w, ratio.high90, 2))
                               : "");
    }
    out += "\n";
  }
}

void lever_table(const Words& w, const ExplainStudy& study, std::string& out) {
  const auto& l = *study.result.lever_effects;
  if (l.levers.empty()) {
    out += "\n" + std::string(w["why.no-lever"]) + "\n";
    return;
  }
  out +=
      "\n" +
      w.fill("why.table-levers",
             {{"members", w.plain(l.value.n)}, {"money", money(w, l.spending.median)}}) +
      fmt::format("\n  {:<28} {:>15} {:>30} {:>28} {:>7}\n", w["why.lever"], w["why.money"],
                  w.fill("why.by-million", {{"unit", unit_name(w, study)}}),
                  w.fill("why.usd-by", {{"unit", unit_for_the_better(w, study)}}), w["why.helps"]);
  for (const auto& e : l.levers) {
    if (!e.costs) {
      out += fmt::format("  {:<28} {:>15} {:>30}\n", lever_name(w, e), w["why.no-cost"],
                         w.fill("why.in-all", {{"value", figure(w, e.change.mean, 3, true)}}));
      continue;
    }
    std::string usd = figure(w, e.usd_per_unit.value);
    if (std::isfinite(e.usd_per_unit.low))
      usd += " " + range(w, e.usd_per_unit.low, e.usd_per_unit.high);
    if (!(e.usd_per_unit.value > 0)) usd = w["why.worse"];
    if (!std::isfinite(e.usd_per_unit.low)) usd = w["why.not-told"];
    out += fmt::format("  {:<28} {:>15} {:>30} {:>28} {:>7}\n", lever_name(w, e),
                       w.fill("why.million", {{"value", figure(w, e.spending.median / 1e6)}}),
                       figure(w, e.mean_per_million.value, 3, true) + " " +
                           range(w, e.mean_per_million.low, e.mean_per_million.high, 3, true),
                       usd, w.fill("why.percent", {{"value", percent(w, e.helps)}}));
  }
  lever_pairs(w, l, out);
}

std::string tables_of(const Words& w, const ExplainStudy& study) {
  std::string out =
      w.fill("why.title", {{"policy", study.policy().id}, {"reference", study.reference().id}}) +
      "\n" + wrapped(outcome_words(w, study), 96, "", "") + "\n";
  for (const auto& sentence : main_sentences(w, study)) out += wrapped(sentence, 94, "* ", "  ");
  const auto& r = study.result;
  if (r.variance) variance_table(w, study, out);
  if (r.channels) channel_table(w, study, out);
  if (r.lever_effects) lever_table(w, study, out);
  if (r.screen) screen_table(w, study, out);
  out += "\n";
  for (const auto& note : notes(w, study)) out += wrapped(note, 94, "- ", "  ");
  return out + "\n" +
         w.fill("why.end", {{"pairs", w.plain(static_cast<double>(r.pairs))},
                            {"calibration", calibration_text(study.run->study.draws, w)}}) +
         "\n";
}

}  // namespace

}  // namespace explain_words

std::string explain_text(const ExplainStudy& study) {
  return explain_words::tables_of(Words(study.language, &explain_words::dictionary()), study);
}

}  // namespace balloon
