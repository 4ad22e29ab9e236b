#include "io/report.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "core/embedded.hpp"
#include "io/report_figures.hpp"

namespace balloon {

namespace report {

namespace {

/// The targets of the ledger as zones.
std::vector<int> target_zones(const analysis::Study& study) {
  std::vector<int> zones;
  const auto& names = study.arms.front().ledger.target;
  for (std::size_t z = 0; z < study.world->zones.size(); ++z)
    if (std::find(names.begin(), names.end(), study.world->zones[z].id) != names.end())
      zones.push_back(static_cast<int>(z));
  return zones;
}

std::vector<int> usable_pairs(const analysis::Study& study) {
  const auto& with = study.arms.front().ensemble.result;
  const auto& without = study.reference.ensemble.result;
  std::vector<int> members;
  for (int i = 0; i < std::min(with.members, without.members); ++i)
    if (with.usable(i) && without.usable(i)) members.push_back(i);
  return members;
}

std::string contents(const Context& context) {
  std::string html = fmt::format("<nav aria-label=\"{}\"><ul>", context.text("report.contents"));
  for (const char* id :
       {"ledger", "map", "areas", "prices", "flows", "money", "harms", "structures", "trust"})
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>", id,
                        context.text(std::string(id) + ".heading"));
  return html + "</ul></nav>\n";
}

}  // namespace

Context make_context(const analysis::Study& study, const Words& words, const Observed& observed,
                     const ReportOptions& options) {
  if (study.arms.empty() || study.world == nullptr || study.arms.front().policy == nullptr)
    throw std::invalid_argument("a report needs a study with a world and at least one arm");
  return {study, words, observed, options, usable_pairs(study), target_zones(study)};
}

Observed embedded_observations() {
  Faults faults;
  auto observed = Observed::read(embedded_files(), faults);
  if (!faults.empty())
    throw std::runtime_error("the program's own tables: " + to_string(faults.list().front()));
  return observed;
}

}  // namespace report

std::string make_report(const analysis::Study& study, const ReportOptions& options) {
  using namespace report;
  const Words words(options.language);
  const auto observed = embedded_observations();

  auto context = make_context(study, words, observed, options);
  std::string html = page_head(
      words.language(), "Balloon " + escape(study.version),
      context.text("report.title", {{"policy", escape(context.title(context.policy()))}}));
  html += summary_section(context);
  html += contents(context);
  for (const auto section :
       {ledger_section, map_section, areas_section, prices_section, flows_section, money_section,
        harms_section, structures_section, trust_section})
    html += "<section>\n" + section(context) + "</section>\n";
  return html.append(page_end);
}

}  // namespace balloon
