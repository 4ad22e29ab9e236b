// What the sections of a report share: the study, the words, the observations, and yearly
// summaries.
#pragma once

#include <string>
#include <vector>

#include "analysis/study.hpp"
#include "io/observed.hpp"
#include "io/report.hpp"
#include "io/report_html.hpp"
#include "io/svg_chart.hpp"
#include "io/words.hpp"

namespace balloon::report {

using analysis::Interval;

struct Context {
  const analysis::Study& study;
  const Words& words;
  const Observed& observed;
  const ReportOptions& options;
  std::vector<int> members;  ///< usable in the policy and in the reference
  std::vector<int> target;   ///< zones
  int last_id = 0;

  const model::World& world() const { return *study.world; }
  const analysis::Arm& policy() const { return study.arms.front(); }
  const analysis::Arm& reference() const { return study.reference; }
  /// The ledger's last row, or null where the run is too short for one.
  const analysis::LedgerRow* last_row() const;
  /// Recorded in the policy and in the reference.
  bool recorded(model::Outcome o) const;
  /// An entry of the catalogue, escaped.
  std::string text(std::string_view key) const { return escape(words[key]); }
  /// The same with names filled in; values are HTML.
  std::string text(std::string_view key, Words::Values values) const {
    return fill_in(escape(words[key]), values);
  }
  std::string next_id() { return "figure-" + std::to_string(++last_id); }
  /// The title of an arm or of the reference in the report's language, not escaped.
  std::string title(const analysis::Arm& arm) const;
  std::string country_name(std::size_t country) const;
  std::string zone_name(int zone) const;
  /// Without what the data put in brackets or after a comma or colon.
  std::string short_zone_name(int zone) const;
  /// The target in words: a country, or zones.
  std::string target_name() const;
  bool in_target(int zone) const;
  bool is_home(std::size_t country) const;
};

/// How twelve months make a year; yearly outcomes are taken as they are.
enum class Annual { december, sum, mean };

/// Years that the run records whole.
std::vector<int> whole_years(const Context& context);
/// A member's value of a year, summed over places.
double annual_value(const analysis::Ensemble& run, model::Outcome o, int member,
                    const std::vector<int>& places, int year, Annual how);

struct AnnualBand {
  std::vector<int> years;
  std::vector<Interval> policy, reference;
};
AnnualBand annual_band(const Context& context, model::Outcome o, const std::vector<int>& places,
                       Annual how, double scale);

/// Zones of a country, or every place of a kind.
std::vector<int> zones_of(const Context& context, std::size_t country);
std::vector<int> first_places(int count);

/// Observations drawn into a panel.
struct PanelMarks {
  std::string label;
  ObservedSeries points;
  svg::Mark mark = svg::Mark::disc;
  std::string css;
};
/// One chart of a series with its caption and the table behind it.
struct Panel {
  std::string place;        ///< id of the country, zone, corridor or market; empty for a sum
  std::string title, unit;  ///< not yet escaped
  bool show_unit = false;   ///< in the caption; else a heading names it
  bool logarithmic = false;
  AnnualBand band;
  bool year_end = false;      ///< stocks at the end of the year; else means and totals of the year
  double observed_scale = 1;  ///< from the observations' unit to the band's
  std::vector<PanelMarks> marks;
  std::vector<MethodBreak> breaks;
};
std::string draw_panel(Context& context, const Panel& panel);
/// The legend of a group of panels; `more` are pairs of a swatch's class and words.
std::string band_legend(const Context& context,
                        const std::vector<std::pair<std::string, std::string>>& more = {});

// The sections, in the order of the page; each returns HTML.
std::string summary_section(Context& context);
std::string ledger_section(Context& context);
std::string map_section(Context& context);
std::string areas_section(Context& context);
std::string prices_section(Context& context);
std::string flows_section(Context& context);
std::string money_section(Context& context);
std::string harms_section(Context& context);
std::string structures_section(Context& context);
std::string trust_section(Context& context);

/// One member's entries of an arm's ledger at a horizon, with the member.
struct MemberEntry {
  int member = 0;
  analysis::LedgerEntry entry;
};
std::vector<MemberEntry> ledger_entries(const Context& context, const analysis::Arm& arm,
                                        int horizon);

/// Where the hectares of a ledger's row went, in the order in which they are shown.
struct LedgerItem {
  /// Of gross removal: in-place, home, country, others, gone. Of the stock: target, home, country,
  /// others, net.
  std::string role;
  std::string place;  ///< ISO3 of a country, else ""
  std::string label;  ///< not escaped
  std::string css;
  Interval ha, share;     ///< share per 100 ha of gross removal
  double mean_share = 0;  ///< of the means, which add up to 100
};
/// What became of gross removal (its parts add up to it), or how the stock changed (its parts add
/// up to the net change).
enum class LedgerView { removal, stock };
/// With `merge_latent` countries without a hub are one item.
std::vector<LedgerItem> ledger_items(const Context& context, const analysis::Arm& arm,
                                     const analysis::LedgerRow& row, LedgerView view,
                                     bool merge_latent = false);

}  // namespace balloon::report
