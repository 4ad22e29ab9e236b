#include "io/ablation_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "io/output_folder.hpp"

namespace balloon {

namespace {

constexpr const char* ablation_format = "balloon-ablation-1";

/// NaN is null in JSON.
nlohmann::json number(double x) {
  return std::isfinite(x) ? nlohmann::json(x) : nlohmann::json(nullptr);
}
double number(const nlohmann::json& j) {
  return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>();
}

}  // namespace

std::string ablation_file_name(const std::string& row) {
  auto name = row;
  std::replace(name.begin(), name.end(), '/', '-');
  return name + ".json";
}

std::string write_ablation(const std::string& folder, const AblationRow& r) {
  const auto path = (std::filesystem::path(folder) / ablation_file_name(r.what.name)).string();
  const nlohmann::ordered_json j{{"format", ablation_format},
                                 {"name", r.what.name},
                                 {"configuration", r.configuration},
                                 {"left_out", r.left_out},
                                 {"forecasts", r.forecasts},
                                 {"skill_model", number(r.model)},
                                 {"skill_learned_pool", number(r.learned)},
                                 {"price_rows", r.price_rows},
                                 {"price_inside", r.price_inside},
                                 {"members", r.members},
                                 {"failed", r.failed},
                                 {"runs", r.runs},
                                 {"replaced", r.replaced},
                                 {"error", r.error}};
  return write_file_atomically(path, j.dump(1) + '\n', true);
}

bool read_ablation(const std::string& folder, AblationRow& row) {
  std::ifstream in(std::filesystem::path(folder) / ablation_file_name(row.what.name),
                   std::ios::binary);
  if (!in) return false;
  const auto j = nlohmann::json::parse(in, nullptr, false);
  try {
    if (j.at("format") != ablation_format || j.at("name") != row.what.name ||
        j.at("configuration") != row.configuration)
      return false;
    auto r = row;
    j.at("left_out").get_to(r.left_out);
    j.at("forecasts").get_to(r.forecasts);
    r.model = number(j.at("skill_model"));
    r.learned = number(j.at("skill_learned_pool"));
    j.at("price_rows").get_to(r.price_rows);
    j.at("price_inside").get_to(r.price_inside);
    j.at("members").get_to(r.members);
    j.at("failed").get_to(r.failed);
    j.at("runs").get_to(r.runs);
    j.at("replaced").get_to(r.replaced);
    j.at("error").get_to(r.error);
    row = std::move(r);
  } catch (const nlohmann::json::exception&) {
    return false;
  }
  return true;
}

namespace {

std::string skill(double x) { return std::isfinite(x) ? fmt::format("{:+.3f}", x) : "-"; }

std::string share(long part, long all) {
  return all > 0 ? fmt::format("{:.1f} %", 100.0 * double(part) / double(all)) : "-";
}

std::string table_row(const AblationRow& r, const AblationRow& base) {
  const auto name = r.what.name + (r.what.detail.empty() ? "" : " (" + r.what.detail + ")");
  if (!r.error.empty())
    return fmt::format("| {} | {} | not done: {} | | | | | | | `{}` |\n", name, r.left_out, r.error,
                       r.configuration);
  const bool first = r.what.name == base.what.name;
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | `{}` |\n", name, r.left_out,
                     skill(r.model), first ? "" : skill(r.model - base.model), skill(r.learned),
                     first ? "" : skill(r.learned - base.learned),
                     share(r.price_inside, r.price_rows), share(r.failed, r.members),
                     share(r.replaced, r.runs), r.configuration);
}

bool is_baseline(const AblationRow& r) {
  return r.what.name == "baseline" || r.what.other_chance > 0;
}

/// Greatest less least of the baselines' skills.
double spread(const std::vector<AblationRow>& rows, double AblationRow::*skill) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto& r : rows) {
    if (!is_baseline(r) || !std::isfinite(r.*skill) || !r.error.empty()) continue;
    low = std::min(low, r.*skill);
    high = std::max(high, r.*skill);
  }
  return std::max(0.0, high - low);
}

}  // namespace

std::string ablation_markdown(const std::vector<AblationRow>& rows,
                              const AblationRequest& request) {
  const auto& s = request.settings;
  std::string out = fmt::format(
      "## What each part contributes\n\n`balloon validate --ablations`: calibrated and forecast "
      "again without one part, {} members of structures {}, {} steps, origins {}, leads 1 to {}, "
      "targets to {} and none later. CRPS skill of the model alone and of the learned pool over "
      "the random walk ({} forecasts of countries). A difference below 0 says that the forecasts "
      "are worse without the part. Whatever is left out, the figure of the origin, on which "
      "forecasts are put, stays known, and all later figures are scored. Prices: later figures in "
      "their 90 % interval. Failed: members of the forecasts; replaced: members that failed or "
      "were lost in the runs of the calibrations.\n\n| left out | figures out | model | "
      "difference | learned pool | difference | prices | failed | replaced | configuration |\n"
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n",
      s.members, fmt::join(request.structures, ", "), s.steps, fmt::join(request.origins, ", "),
      request.plan.leads, request.plan.last_scored, rows.empty() ? 0 : rows.front().forecasts);
  for (const auto& r : rows) out += table_row(r, rows.front());
  const auto seeds = std::count_if(rows.begin(), rows.end(), is_baseline);
  out += "\n";
  if (seeds > 1)
    out += fmt::format(
        "The {} baselines differ by their seeds alone: by {:.3f} (model) and {:.3f} (learned "
        "pool) between the best and the worst. ",
        seeds, spread(rows, &AblationRow::model), spread(rows, &AblationRow::learned));
  out +=
      "Differences smaller than the spread between seeds are chance, and of some of the larger "
      "ones, too, for there are many rows. A mechanism that is off is off while the rest is "
      "calibrated, so that the rest may take its place: a small difference does not say that the "
      "mechanism does not exist. An episode whose figures no origin knew has no difference.\n";
  return out;
}

}  // namespace balloon
