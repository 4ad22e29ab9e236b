#include "io/attributes.hpp"

namespace balloon {

std::vector<Attribute> study_attributes(const analysis::Study& study, const std::string& command,
                                        bool partial) {
  const auto& first = study.reference.ensemble;
  const auto& policy = study.arms.empty() ? study.reference.id : study.arms.front().id;
  return {
      {"Conventions", "CF-1.10"},
      {"format_version", "balloon-ensemble-1"},
      {"title", "Balloon: " + policy + " against " + study.reference.id},
      {"institution", "made with Balloon, a simulator of the Andean coca economy"},
      {"source", "Balloon " + study.version + " (commit " + study.commit + ")"},
      {"history", command.empty() ? "made by balloon " + study.version : command},
      {"references",
       "docs/model.md (model), docs/files.md (this file), docs/limits.md (what it must not be "
       "used for); "
       "L. Whittington, The Balloon Effect, in Effect: Humala, Peru, and the Drug Dilemma, COHA "
       "2013"},
      {"comment",
       "Model results, not observations. Members with the same number share parameters and random "
       "numbers in all scenarios: subtract scenarios member by member. Money is in USD of 2010."},
      {"reference_scenario", study.reference.id},
      {"seed", std::to_string(first.seed)},
      {"data_hash", study.data_hash},
      {"kernel", first.kernel},
      {"partial", partial ? 1 : 0}};
}

std::vector<Attribute> outcome_attributes(const model::OutcomeRecord& record) {
  const std::string unit = record.unit;
  const bool counted = unit == "families" || unit == "persons" || unit == "count" ||
                       unit == "fighters" || unit == "crimes";
  const bool monthly = record.cadence == model::Cadence::monthly;
  const std::string how = record.is_flow ? "sum" : "point";
  std::vector<Attribute> list{{"long_name", record.meaning},
                              {"units", counted ? "1" : unit},
                              {"cell_methods", (monthly ? "time: " : "year: ") + how},
                              {"weak", record.weak ? 1 : 0}};
  if (counted) list.push_back({"unit_label", unit});
  if (!monthly && !record.is_flow) list.push_back({"comment", "value of December"});
  return list;
}

}  // namespace balloon
