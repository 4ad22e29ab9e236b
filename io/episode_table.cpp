#include "io/episode_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "io/letters.hpp"

namespace balloon {

namespace {

using analysis::Episode;
using analysis::EpisodeResult;
using analysis::EpisodeStatistic;

constexpr double no_bound = 1e12;

Date read_date(const CsvRow& row, std::string_view column) {
  const auto date = parse_date(row.text(column), false);
  if (date && date->year >= first_year && date->year <= last_year) return *date;
  row.fault(column, "must be a date from 1990 to 2035, as YYYY-MM-DD");
  return {};
}

Episode read_episode(const CsvRow& row) {
  Episode e;
  e.id = row.required("id");
  e.title = row.required("title");
  e.counterfactual = row.choice("kind", {"history", "counterfactual"}) == 1;
  const int statistic = row.choice("statistic", {std::begin(analysis::episode_statistics),
                                                 std::end(analysis::episode_statistics)});
  e.statistic = static_cast<EpisodeStatistic>(std::max(statistic, 0));
  e.place = row.required("place");
  e.t0 = read_date(row, "t0");
  e.t1 = read_date(row, "t1");
  if (e.t1 < e.t0) row.fault("t1", "lies before t0");
  e.scenario = row.required("scenario");
  e.reference = row.text("reference");
  if (e.counterfactual && e.reference.empty()) row.fault("reference", "a counterfactual needs one");
  e.expected_sign = row.choice("expected_sign", {"-", "+"}) == 1 ? 1 : -1;
  e.low = row.number("low", -no_bound, no_bound);
  e.high = row.number("high", -no_bound, no_bound);
  if (e.high < e.low) row.fault("high", "lies below low");
  e.unit = row.required("unit");
  e.source = row.required("source");
  e.quality = row.required("quality");
  e.note = row.text("note");
  return e;
}

bool is_percent(EpisodeStatistic s) {
  return s != EpisodeStatistic::ratio && s != EpisodeStatistic::level &&
         s != EpisodeStatistic::difference;
}

/// A value as people read it: changes and shares in per cent, ratios as factors.
std::string shown(const Episode& e, double value, bool with_sign) {
  if (e.statistic == EpisodeStatistic::ratio) return fmt::format("{:.2f}", value);
  if (!is_percent(e.statistic)) return fmt::format("{:.4g}", value);
  const double x = std::round(100 * value);
  return with_sign && e.statistic != EpisodeStatistic::share
             ? fmt::format("{:+.0f}", x == 0 ? 0.0 : x)
             : fmt::format("{:.0f}", x == 0 ? 0.0 : x);
}

std::string unit_of(const Episode& e) {
  switch (e.statistic) {
    case EpisodeStatistic::ratio:
      return "times";
    case EpisodeStatistic::share_change:
      return "points";
    case EpisodeStatistic::level:
    case EpisodeStatistic::difference:
      return e.unit;
    default:
      return "%";
  }
}

/// At most `width` characters, whole code points, with "..." where something was cut.
std::string fitted(const std::string& text, int width) {
  const auto most = static_cast<std::size_t>(std::max(3, width));
  std::string out = text;
  if (letter_count(out) > most) {
    while (letter_count(out) > most - 3) {
      while ((out.back() & 0xC0) == 0x80) out.pop_back();
      out.pop_back();
    }
    out += "...";
  }
  return out + std::string(most - letter_count(out), ' ');
}

struct EpisodeCount {
  int evaluated = 0, right = 0, inside = 0;
};

EpisodeCount count(const std::vector<EpisodeResult>& results) {
  EpisodeCount n;
  for (const auto& r : results) {
    n.evaluated += r.error.empty() ? 1 : 0;
    n.right += r.sign_right ? 1 : 0;
    n.inside += r.within_band ? 1 : 0;
  }
  return n;
}

}  // namespace

std::optional<std::vector<Episode>> read_episodes(const FileSource& files, Faults& faults) {
  const std::string path = "data/episodes.csv";
  const auto before = faults.size();
  const auto text = files(path);
  if (!text) {
    faults.add({path, 0, "", "", "cannot be read"});
    return std::nullopt;
  }
  const auto table = CsvTable::parse(path, *text, faults);
  if (!table) return std::nullopt;
  if (!table->expect(
          {"id", "title", "kind", "statistic", "place", "t0", "t1", "scenario", "reference",
           "expected_sign", "low", "high", "unit", "source", "quality", "note"},
          faults))
    return std::nullopt;
  std::vector<Episode> episodes;
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    const CsvRow row(*table, i, faults);
    auto e = read_episode(row);
    for (const auto& other : episodes)
      if (other.id == e.id) row.fault("id", "stands twice");
    episodes.push_back(std::move(e));
  }
  if (faults.size() > before) return std::nullopt;
  return episodes;
}

std::string episode_text(const std::vector<EpisodeResult>& results, int width) {
  constexpr int others = 4 + 1 + 1 + 7 + 1 + 14 + 1 + 14 + 5 + 1 + 6 + 1 + 5 + 1 + 4;
  const int title = std::max(20, width - others);
  std::string out =
      fmt::format("{:4} {} {:>7} {:>14} {:>14}{:5} {:6} {:5} {:>4}\n", "", fitted("episode", title),
                  "median", "90 %", "band", "", "", "sign", "p");
  for (const auto& r : results) {
    const auto& e = r.episode;
    out += fmt::format("{:4} {} ", e.id, fitted(e.title, title));
    if (!r.error.empty()) {
      out += "not evaluated: " + r.error + "\n";
      continue;
    }
    const auto range = [&](double low, double high) {
      return fmt::format("{} to {}", shown(e, low, true), shown(e, high, true));
    };
    out += fmt::format("{:>7} {:>14} {:>14}{:5} {:6} {:5} {:.2f}\n", shown(e, r.value.median, true),
                       range(r.value.low90, r.value.high90), range(e.low, e.high),
                       r.within_band ? " in" : " out", unit_of(e), r.sign_right ? "right" : "WRONG",
                       r.probability);
  }
  const auto n = count(results);
  out +=
      fmt::format("p: share of members that have it right. Medians within their band: {} of {}.\n",
                  n.inside, n.evaluated);
  out += fmt::format("{} of {} episodes have the right sign\n", n.right, results.size());
  return out;
}

std::string episode_json(const std::vector<EpisodeResult>& results, const std::string& draws) {
  auto list = nlohmann::json::array();
  for (const auto& r : results) {
    const auto& e = r.episode;
    nlohmann::json j = {{"id", e.id},
                        {"title", e.title},
                        {"kind", e.counterfactual ? "counterfactual" : "history"},
                        {"statistic", analysis::episode_statistics[static_cast<int>(e.statistic)]},
                        {"place", e.place},
                        {"t0", to_string(e.t0)},
                        {"t1", to_string(e.t1)},
                        {"scenario", e.scenario},
                        {"expected_sign", e.expected_sign > 0 ? "+" : "-"},
                        {"low", e.low},
                        {"high", e.high},
                        {"unit", e.unit},
                        {"source", e.source},
                        {"quality", e.quality}};
    if (e.counterfactual) j["reference"] = e.reference;
    if (!r.error.empty()) {
      j["error"] = r.error;
    } else {
      j["n"] = r.value.n;
      j["median"] = r.value.median;
      j["low50"] = r.value.low50;
      j["high50"] = r.value.high50;
      j["low90"] = r.value.low90;
      j["high90"] = r.value.high90;
      j["sign_right"] = r.sign_right;
      j["probability"] = r.probability;
      j["within_band"] = r.within_band;
    }
    list.push_back(std::move(j));
  }
  const auto n = count(results);
  nlohmann::json document = {{"episodes", list},
                             {"right", n.right},
                             {"evaluated", n.evaluated},
                             {"total", results.size()},
                             {"within_band", n.inside}};
  if (!draws.empty()) document["draws"] = nlohmann::json::parse(draws, nullptr, false);
  return document.dump(2) + "\n";
}

}  // namespace balloon
