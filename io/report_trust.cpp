// How far to trust the report: what it was calibrated to or was not, how forecasts came out, what
// the model misses, what it is not for, and how to repeat it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/posterior_file.hpp"
#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;

constexpr int checked_years[] = {1995, 2000, 2005, 2011, 2013, 2017, 2023};
constexpr std::size_t worst = 8;  ///< failures that stand open in a report

/// The UN figure of a year, or a negative number.
double observed_area(const ObservedSeries& series, int year) {
  for (const auto& point : series)
    if (point.year == year) return point.value;
  return -1;
}

std::string misses(const Context& context) {
  const auto& words = context.words;
  const auto years = whole_years(context);
  if (!context.recorded(o_coca_area) || years.empty())
    return paragraph(context.text("report.not-recorded"));
  std::vector<AnnualBand> bands;
  std::vector<ObservedSeries> series;
  std::vector<std::string> head = {context.text("table.year")};
  for (std::size_t h = 0; h < hub_count; ++h) {
    bands.push_back(annual_band(context, o_coca_area, zones_of(context, h), Annual::december, 1));
    series.push_back(context.observed.area(hub_ids[h], Sensor::un));
    head.push_back(escape(context.country_name(h)));
  }
  Table table(context.text("trust.misses-caption"));
  table.head(head);
  const auto cell = [&](std::size_t h, int year) {
    const double seen = observed_area(series[h], year);
    if (seen <= 0 || year < years.front() || year > years.back())
      return std::string(words["number.none"]);
    const double model = bands[h].policy[static_cast<std::size_t>(year - years.front())].median;
    if (!(model > 0)) return std::string(words["number.none"]);
    return context.text("trust.miss",
                        {{"model", words.number(model / 1000, 1)},
                         {"observed", words.number(seen / 1000, 1)},
                         {"ratio", "<b>" + words.change(std::log(model / seen), 3, 2) + "</b>"}});
  };
  for (const int year : checked_years) {
    std::vector<std::string> cells = {Words::year(year)};
    for (std::size_t h = 0; h < hub_count; ++h) cells.push_back(cell(h, year));
    table.row(cells);
  }
  std::vector<std::string> error = {context.text("trust.rms")},
                           inside = {context.text("trust.coverage")};
  for (std::size_t h = 0; h < hub_count; ++h) {
    double squares = 0;
    int count = 0, covered = 0;
    for (std::size_t k = 0; k < years.size(); ++k) {
      const double seen = observed_area(series[h], years[k]);
      const auto& band = bands[h].policy[k];
      if (seen <= 0 || !(band.median > 0)) continue;
      const double ratio = std::log(band.median / seen);
      squares += ratio * ratio;
      ++count;
      covered += seen >= band.low90 && seen <= band.high90 ? 1 : 0;
    }
    error.push_back(count > 0 ? words.number(std::sqrt(squares / count), 2)
                              : std::string(words["number.none"]));
    inside.push_back(context.text(
        "money.of", {{"count", words.number(covered)}, {"members", words.number(count)}}));
  }
  table.row(error, "total");
  table.row(inside, "total");
  return table.html();
}

std::string list_of(const std::vector<std::string>& entries) {
  std::string html = "<ul>";
  for (const auto& entry : entries) html += "<li>" + escape(entry) + "</li>\n";
  return html + "</ul>\n";
}

/// A list of the entries PREFIX-1, PREFIX-2, ... of the catalogue.
std::string list_of(const Context& context, const std::string& prefix) {
  return list_of(numbered(context.words, prefix));
}

/// What the posterior was fitted to and how its structures are weighed; or that nothing was fitted.
std::string calibration(const Context& context) {
  const auto& words = context.words;
  const auto& draws = context.study.draws;
  if (!draws.posterior)
    return paragraph(context.text("trust.not-calibrated"), "warning") +
           list_of(context, "trust.reason");
  const auto& posterior = *draws.posterior;
  const auto origin = Words::year(posterior.origin());
  std::string html =
      paragraph(context.text("trust.calibrated", {{"origin", origin}}), "warning") + "<ul>";
  const auto count = words.number(static_cast<double>(posterior.parts().draws.size()));
  for (const char* key : {"trust.fitted-1", "trust.fitted-2", "trust.fitted-3"})
    html += "<li>" + context.text(key, {{"origin", origin}, {"draws", count}}) + "</li>\n";
  for (const char* key : {"trust.reason-2", "trust.reason-3"})
    html += "<li>" + context.text(key) + "</li>\n";
  if (draws.forecast_apart)
    html += "<li>" + context.text("trust.two-states", {{"origin", origin}}) + "</li>\n";
  if (draws.other_data) html += "<li>" + context.text("trust.other-data") + "</li>\n";
  html += "</ul>\n";
  Table table(context.text("trust.weights-caption"));
  table.head({context.text("structures.structure"), context.text("trust.weight")});
  for (int s = 0; s < structure_count; ++s)
    table.row({context.text("structure." + std::to_string(s)),
               words.number(100 * posterior.weights()[static_cast<std::size_t>(s)], 1)});
  return html + table.html();
}

/// How the calibrated model's forecasts came out, where that is known and it was used.
std::string check(const Context& context) {
  const auto& words = context.words;
  const auto& draws = context.study.draws;
  if (!draws.posterior || !draws.check) return {};
  const auto& c = *draws.check;
  std::string html = heading(3, words["trust.check-heading"]);
  html += paragraph(context.text("trust.check-intro"));
  Table table(context.text("trust.check-caption"));
  table.head({context.text("trust.what"), context.text("trust.value")});
  const auto line = [&](const char* key, const std::optional<analysis::CheckFigure>& figure,
                        double scale, int decimals) {
    if (!figure) return;
    table.row(
        {context.text(key),
         context.text("trust.figure", {{"value", words.number(scale * figure->value, decimals)},
                                       {"low", words.number(scale * figure->low, decimals)},
                                       {"high", words.number(scale * figure->high, decimals)}})});
  };
  line("trust.skill", c.skill, 1, 2);
  line("trust.skill-late", c.skill_after_2008, 1, 2);
  line("trust.coverage80", c.coverage80, 100, 0);
  line("trust.coverage50", c.coverage50, 100, 0);
  if (const auto pool = c.pools.find("area_un"); pool != c.pools.end())
    table.row({context.text("trust.pool"), words.number(100 * pool->second, 0)});
  html += table.html();
  if (c.failures.empty()) return html;
  auto known = known_failures(context);
  const auto shown = static_cast<std::ptrdiff_t>(std::min(known.size(), worst));
  const std::vector<std::string> others(known.begin() + shown, known.end());
  known.resize(static_cast<std::size_t>(shown));
  html += paragraph(context.text("trust.worst-heading")) + list_of(known);
  if (others.empty()) return html;
  return html + details(words.fill("trust.other-failures",
                                   {{"count", words.number(static_cast<double>(others.size()))}}),
                        list_of(others));
}

std::string hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::string provenance(const Context& context) {
  Table table(context.text("trust.provenance-caption"), "words");
  table.head({context.text("trust.what"), context.text("trust.value")});
  for (const auto& [what, value] : provenance_rows(context)) table.row({what, value});
  return table.html();
}

std::string commands(const Context& context) {
  std::string text;
  for (const auto& line : repeat_commands(context)) text += escape(line) + "\n";
  return "<pre>" + text + "</pre>\n";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> provenance_rows(const Context& context) {
  const auto& words = context.words;
  const auto& study = context.study;
  const auto& ensemble = context.policy().ensemble;
  std::vector<std::pair<std::string, std::string>> rows;
  const auto code = [](const std::string& text) { return "<code>" + escape(text) + "</code>"; };
  rows.push_back({context.text("trust.version"), code(study.version + " (" + study.commit + ")")});
  rows.push_back({context.text("trust.data-hash"), code(study.data_hash)});
  const auto* posterior = study.draws.posterior.get();
  rows.push_back({context.text("trust.draws"),
                  posterior == nullptr
                      ? context.text("trust.draws-prior")
                      : context.text("trust.draws-posterior",
                                     {{"hash", code(posterior->parts().hash)},
                                      {"origin", Words::year(posterior->origin())}})});
  rows.push_back({context.text("trust.seed"), code(std::to_string(ensemble.seed))});
  rows.push_back({context.text("trust.members"),
                  context.text("trust.members-text",
                               {{"members", words.number(ensemble.result.members)},
                                {"usable", words.number(context.policy().ledger.usable)},
                                {"failed", words.number(context.policy().ledger.failed)}})});
  std::vector<std::string> plan;
  for (int s = 0; s < structure_count; ++s) {
    int count = 0;
    for (const int i : context.members)
      count += context.study.reference.ensemble.structure(i) == s ? 1 : 0;
    plan.push_back(context.text("trust.plan-text",
                                {{"structure", context.text("structure." + std::to_string(s))},
                                 {"count", words.number(count)}}));
  }
  rows.push_back({context.text("trust.plan"), words.list(plan)});
  rows.push_back({context.text("trust.months"), escape(words.month(ensemble.from)) + " \u2013 " +
                                                    escape(words.month(ensemble.to))});
  rows.push_back({context.text("trust.kernel"), code(ensemble.kernel)});
  std::vector<const analysis::Arm*> arms = {&context.reference()};
  for (const auto& arm : study.arms) arms.push_back(&arm);
  for (const auto* arm : arms)
    rows.push_back({context.text(arm == arms.front() ? "trust.reference-run" : "trust.arm-run",
                                 {{"id", escape(arm->id)}}),
                    context.text("trust.hashes",
                                 {{"scenario", code(hex(arm->scenario_hash))},
                                  {"outcome", code(hex(arm->ensemble.result.outcome_hash()))}})});
  return rows;
}

std::vector<std::string> known_failures(const Context& context,
                                        const std::vector<std::string>& series) {
  const auto& draws = context.study.draws;
  if (!draws.posterior || !draws.check) return {};
  return balloon::known_failures(*draws.check, context.words.language(), series);
}

std::string failures_of(const Context& context, const std::vector<std::string>& series) {
  const auto known = known_failures(context, series);
  return known.empty() ? "" : details(context.words["trust.failures-here"], list_of(known));
}

std::vector<std::string> repeat_commands(const Context& context) {
  if (!context.options.commands.empty()) return context.options.commands;
  const auto& ensemble = context.policy().ensemble;
  return {fmt::format("balloon run {} --against {} --members {} --seed {} --draws {}",
                      context.policy().id, context.reference().id, ensemble.result.members,
                      ensemble.seed, context.study.draws.source)};
}

std::vector<std::string> numbered(const Words& words, const std::string& prefix) {
  std::vector<std::string> entries;
  for (int i = 1; words.has(prefix + "-" + std::to_string(i)); ++i)
    entries.emplace_back(words[prefix + "-" + std::to_string(i)]);
  return entries;
}

std::string trust_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["trust.heading"], "trust");
  html += calibration(context);
  const auto& ledger = context.policy().ledger;
  if (const auto* row = context.last_row(); row != nullptr && row->net.n > 0)
    html +=
        paragraph(context.text("trust.error", {{"members", words.number(row->net.n)},
                                               {"mean", words.change(row->net.mean, 3, 0)},
                                               {"error", words.rounded(row->net.mean_error, 2, 0)},
                                               {"span", words.span(row->horizon)},
                                               {"failed", words.number(ledger.failed)}}));
  html += check(context);
  html += heading(3, words["trust.disagree-heading"]) + list_of(context, "trust.disagree");
  html += heading(3, words["trust.misses-heading"]);
  html += paragraph(context.text("trust.misses-intro"));
  if (!context.members.empty()) html += misses(context);
  html += heading(3, words["trust.not-for-heading"]);
  html += list_of(context, "trust.not-for");
  html += heading(3, words["trust.repeat-heading"]);
  html += paragraph(context.text("trust.repeat-intro"));
  html += commands(context);
  html += provenance(context);
  return html;
}

}  // namespace balloon::report
