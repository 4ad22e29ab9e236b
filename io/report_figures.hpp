// The figures of the report's sections, for whatever shows them in another form (the workbook, the
// zones as GeoJSON): the same numbers by the same functions.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/report_context.hpp"

namespace balloon::report {

/// The study's usable pairs and target, with what is drawn beside them. Throws
/// std::invalid_argument for a study without a world or an arm.
Context make_context(const analysis::Study& study, const Words& words, const Observed& observed,
                     const ReportOptions& options);
/// Reads the observations inside the program; throws std::runtime_error where it cannot.
Observed embedded_observations();

/// What a squeeze did and cost, in sentences: HTML. Empty where there is no ledger to speak of.
std::vector<std::string> summary_sentences(const Context& context);

/// A zone in a month, ha over the members usable in both runs.
struct ZoneChange {
  int zone = 0;
  Interval policy, reference, difference;
  Interval relative;  ///< of the reference, counted as 50 ha at least
};
std::vector<ZoneChange> zone_changes(const Context& context, const analysis::Arm& arm, int month);
/// The month for which zones are shown: the ledger's last, else the last that both runs recorded.
int zone_month(const Context& context);

/// Panels of one kind; `title` and `unit` are keys of the catalogue.
struct PanelGroup {
  const char* title;
  const char* unit;
  std::vector<Panel> panels;
};
/// Panels are there only where their outcome was recorded and a pair of members is usable.
Panel area_panel(const Context& context, std::size_t country);
Panel zone_panel(const Context& context, int zone);
std::vector<PanelGroup> price_panels(const Context& context);
std::vector<Panel> corridor_panels(const Context& context);
std::vector<Panel> seizure_panels(const Context& context);
std::vector<Panel> consumption_panels(const Context& context);

/// Years that the ledger counts up to a horizon, each whole: money is booked in December.
std::vector<int> years_to(const analysis::Arm& arm, int horizon);
/// Whether both runs reach the December in which those years' money is booked.
bool booked(const Context& context, const analysis::Arm& arm, int horizon);
/// USD of 2010 that the policy spends more than the reference, over donors and years.
Interval extra_spending(const Context& context, const std::vector<int>& donors,
                        const std::vector<int>& years);

/// A quantity of the harms. Flows are shown a year, stocks at the end of the window.
struct Harm {
  model::Outcome outcome;
  const char* key;  ///< of its name in the catalogue: harm.KEY
  double scale = 1;
};
struct Theme {
  const char* key;
  std::vector<Harm> harms;
};
const std::vector<Theme>& harm_themes();
/// Whole years of the ledger's window; none where it is too short for harms.
std::vector<int> harm_years(const Context& context);
/// Hub countries of the target; all where it has none, for others have neither courts nor groups.
std::vector<int> harm_home(const Context& context);
/// Places of an outcome that belong to a country (the hub country for what has hubs or groups).
std::vector<int> places_in(const Context& context, model::Outcome o, int country);
struct Compared {
  Interval policy, reference, difference;
};
/// Mean of the years for a flow, the last of them for a stock.
Compared compare(const Context& context, model::Outcome o, const std::vector<int>& places,
                 const std::vector<int>& years);

/// Members that share an assumption.
struct AssumptionGroup {
  std::string label;
  Interval net, gone;  ///< ha; per 100 ha of gross removal
};
/// By structure and, last, all members; then pooled by one assumption, whatever the other.
struct AssumptionGroups {
  std::vector<AssumptionGroup> structures, pooled;
};
AssumptionGroups assumption_groups(const Context& context, const analysis::LedgerRow& row);

/// What the run was made with: name and value, HTML.
std::vector<std::pair<std::string, std::string>> provenance_rows(const Context& context);
/// What the calibrated model gets wrong, the worst first; empty where the priors were used. Of
/// `series` those alone whose text in English, as the validation writes it, begins with one of
/// them.
std::vector<std::string> known_failures(const Context& context,
                                        const std::vector<std::string>& series = {});
/// The same as a closed list, for the section where the series stand; empty where there are none.
std::string failures_of(const Context& context, const std::vector<std::string>& series);
/// The commands that repeat the study.
std::vector<std::string> repeat_commands(const Context& context);
/// The entries PREFIX-1, PREFIX-2, ... of the catalogue, not escaped.
std::vector<std::string> numbered(const Words& words, const std::string& prefix);

}  // namespace balloon::report
