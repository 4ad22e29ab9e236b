#include "io/validation_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "io/words.hpp"

namespace balloon {

using namespace inference;
using analysis::Estimate;

namespace {

using Keep = std::function<bool(const CountryScore&)>;

std::vector<analysis::PairedScore> pairs(const RollingResult& r, int method, const Keep& keep,
                                         bool logs = false) {
  std::vector<analysis::PairedScore> all;
  for (const auto& s : r.countries)
    if (keep(s))
      all.push_back({s.origin, s.lead, s.country, logs ? s.log_score[method] : s.crps[method],
                     logs ? s.log_score[m_walk] : s.crps[m_walk]});
  return all;
}

Estimate covered(const RollingResult& r, int method, int level, const Keep& keep) {
  std::vector<analysis::Hit> all;
  for (const auto& s : r.countries)
    if (keep(s))
      all.push_back({s.origin, s.lead, s.country,
                     level == 80   ? s.hit80[method]
                     : level == 50 ? s.hit50[method]
                                   : s.hit90[method]});
  return analysis::coverage(all);
}

bool always(const CountryScore&) { return true; }
bool early(const CountryScore& s) { return s.origin <= 2008; }
bool late(const CountryScore& s) { return s.origin > 2008; }

std::string signed_estimate(const Estimate& e) {
  return e.n == 0 ? "-" : fmt::format("{:+.2f} [{:+.2f}, {:+.2f}]", e.value, e.low, e.high);
}
std::string share_estimate(const Estimate& e) {
  return e.n == 0 ? "-" : fmt::format("{:.2f} [{:.2f}, {:.2f}]", e.value, e.low, e.high);
}

/// Shares of rows inside an interval, by series and place.
struct HeldCount {
  int n = 0, in90 = 0, in50 = 0;
};
std::map<std::string, HeldCount> count_rows(
    const std::vector<RowScore>& rows, const std::function<std::string(const RowScore&)>& key) {
  std::map<std::string, HeldCount> counts;
  for (const auto& r : rows) {
    auto& c = counts[key(r)];
    ++c.n;
    c.in90 += r.hit90 ? 1 : 0;
    c.in50 += r.hit50 ? 1 : 0;
  }
  return counts;
}

std::string country(const model::World& world, int c) {
  return world.countries[static_cast<std::size_t>(c)];
}

/// Energy scores by country and lead.
struct Shares {
  int n = 0;
  double model = 0, pool = 0, persistence = 0;
};
std::map<std::pair<int, int>, Shares> share_sums(const RollingResult& r) {
  std::map<std::pair<int, int>, Shares> sums;
  for (const auto& s : r.shares) {
    auto& x = sums[{s.country, s.lead}];
    ++x.n;
    x.model += s.model;
    x.pool += s.pool;
    x.persistence += s.persistence;
  }
  return sums;
}

std::string skill_section(const model::World& world, const RollingResult& r) {
  std::string out =
      "## Forecasts of coca area\n\nCRPS skill over the random walk, on logarithms of area: 1 is "
      "perfect, 0 the random walk, below 0 worse. 90 % intervals by a block bootstrap of "
      "origins.\n\n| method | all | origins to 2008 | after 2008 |\n| --- | --- | --- | --- |\n";
  for (int m = 0; m < method_count; ++m) {
    if (m == m_walk) continue;
    out += fmt::format("| {}{} | {} | {} | {} |\n", method_names[m],
                       m == m_learned ? " (headline)" : "",
                       signed_estimate(analysis::skill(pairs(r, m, always))),
                       signed_estimate(analysis::skill(pairs(r, m, early))),
                       signed_estimate(analysis::skill(pairs(r, m, late))));
  }
  out +=
      "\n| learned pool | lead 1 | lead 2 | lead 3 | lead 4 | lead 5 |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (int c = -1; c < model::hub_count; ++c) {
    out += c < 0 ? "| all" : "| " + country(world, c);
    for (int lead = 1; lead <= 5; ++lead)
      out += " | " + signed_estimate(analysis::skill(pairs(r, m_learned, [&](const auto& s) {
               return s.lead == lead && (c < 0 || s.country == c);
             })));
    out += " |\n";
  }
  out +=
      "\n| | 80 % interval holds | 50 % interval holds | mean log score less the walk's (nats) | "
      "median width of 80 % (log) |\n| --- | --- | --- | --- | --- |\n";
  for (const int m : {m_model, m_pool, m_learned, m_walk}) {
    std::vector<double> width;
    for (const auto& s : r.countries) width.push_back(s.width80[m]);
    std::sort(width.begin(), width.end());
    out += fmt::format(
        "| {} | {} | {} | {} | {:.2f} |\n", method_names[m],
        share_estimate(covered(r, m, 80, always)), share_estimate(covered(r, m, 50, always)),
        m == m_walk ? "0" : signed_estimate(analysis::mean_difference(pairs(r, m, always, true))),
        width.empty() ? 0 : width[width.size() / 2]);
  }
  out += "\nPIT histograms (tenths; even is right, humps at the ends are over-confidence):\n\n| | ";
  for (int k = 1; k <= 10; ++k) out += fmt::format("{} | ", k);
  out += "\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const int m : {m_model, m_learned, m_walk}) {
    std::vector<double> pit;
    for (const auto& s : r.countries) pit.push_back(s.pit[m]);
    out += fmt::format("| {} |", method_names[m]);
    for (const int n : analysis::pit_histogram(pit)) out += fmt::format(" {} |", n);
    out += "\n";
  }
  return out;
}

/// CRPS skill of rows over their walk; rows without a walk are left out.
std::string row_skill(const std::vector<RowScore>& rows, const std::string& key,
                      const std::function<std::string(const RowScore&)>& name,
                      double RowScore::*score) {
  double own = 0, walk = 0;
  for (const auto& s : rows) {
    if (!s.walked || name(s) != key) continue;
    own += s.*score;
    walk += s.walk;
  }
  return walk > 0 ? fmt::format("{:+.2f}", 1 - own / walk) : "-";
}

std::string row_table(const std::vector<RowScore>& rows,
                      const std::function<std::string(const RowScore&)>& name) {
  std::string out =
      "| series | rows | in the 90 % interval | in the 50 % interval | skill of the pool | of the "
      "model alone |\n| --- | --- | --- | --- | --- | --- |\n";
  for (const auto& [key, c] : count_rows(rows, name))
    out += fmt::format("| {} | {} | {:.2f} | {:.2f} | {} | {} |\n", key, c.n, double(c.in90) / c.n,
                       double(c.in50) / c.n, row_skill(rows, key, name, &RowScore::crps),
                       row_skill(rows, key, name, &RowScore::model));
  return out;
}

std::string zone_section(const model::World& world, const RollingResult& r) {
  std::string out =
      "\n## Regions\n\nEnergy score of the shares of a country's regions over that of persistence: "
      "below 1 "
      "is better. The pool takes its weight from past origins, half-way to persistence.\n\n| | "
      "lead 1: model, pool | lead 2 "
      "| lead 3 | "
      "origins |\n| --- | --- | --- | --- | --- |\n";
  auto sums = share_sums(r);
  for (int c = 0; c < model::hub_count; ++c) {
    out += "| " + country(world, c);
    for (int lead = 1; lead <= 3; ++lead) {
      const auto& x = sums[{c, lead}];
      out += x.n == 0 ? " | -"
                      : fmt::format(" | {:.2f}, {:.2f}", x.model / x.persistence,
                                    x.pool / x.persistence);
    }
    out += fmt::format(" | {} |\n", sums[{c, 1}].n);
  }
  out +=
      "\nAreas of regions, leads 1 to 3: the model pooled with each region's random walk, the "
      "weight learned on past origins by country.\n\n" +
      row_table(r.regions, [](const RowScore& s) { return s.group; });
  return out;
}

std::string row_section(const RollingResult& r) {
  std::string out =
      "\n## Prices and other series, one and two years ahead\n\nThe model pooled with the random "
      "walk of the series, the weight learned on past origins by series.\n\n" +
      row_table(r.rows, [](const RowScore& s) { return s.series + " " + s.place; });
  int n = 0, in = 0;
  for (const auto& s : r.rows)
    if (is_price(s.series)) {
      ++n;
      in += s.hit90 ? 1 : 0;
    }
  if (n > 0)
    out += fmt::format("\nOf all {} price rows {:.0f} % lie in their 90 % interval.\n", n,
                       100.0 * in / n);
  return out;
}

std::string check_section(const ValidationFacts& f) {
  std::string out = fmt::format(
      "\n## Posterior predictive checks, origin {}\n\nThe figures that were used, against what the "
      "members "
      "make of them with the errors assumed; they are those whose state is fitted, as in `balloon "
      "run` "
      "(decision 35). Bias: observed less predicted, in standard "
      "deviations.\n\n| "
      "series | rows | in 90 % | in 50 % | bias |\n| --- | --- | --- | --- | --- |\n",
      f.posterior_origin);
  for (const auto& c : f.posterior)
    if (c.series != "plausible_price")
      out += fmt::format("| {} {} | {} | {:.2f} | {:.2f} | {:+.2f} |\n", c.series, c.place, c.n,
                         c.inside90, c.inside50, c.bias);
  return out;
}

std::string episode_section(const ValidationFacts& f) {
  if (f.episodes.empty()) return "";
  int sure = 0, in = 0, n = 0;
  std::string rows;
  for (const auto& e : f.episodes) {
    if (!e.error.empty()) continue;
    const bool holds = e.value.low90 <= e.episode.high && e.value.high90 >= e.episode.low;
    ++n;
    sure += e.probability > 0.9 ? 1 : 0;
    in += holds ? 1 : 0;
    rows +=
        fmt::format("| {} | {} | {:+.2f} | {:+.2f} to {:+.2f} | {:+.2f} to {:+.2f} | {:.2f} |\n",
                    e.episode.id, e.episode.title, e.value.median, e.value.low90, e.value.high90,
                    e.episode.low, e.episode.high, e.probability);
  }
  return fmt::format(
             "\n## Episodes\n\nOf {} statements about what happened {} have the right sign with a "
             "posterior "
             "probability above 0.9, and for {} the 90 % interval meets the expected band. The "
             "observations of those years "
             "were used, so this is a check of the fit, not a forecast.\n\n| | episode | median | "
             "90 % | expected | "
             "P(right) |\n| --- | --- | --- | --- | --- | --- |\n",
             n, sure, in) +
         rows;
}

}  // namespace

bool is_price(const std::string& series) {
  return series == "leaf_price" || series == "base_price" || series == "cocaine_price" ||
         series == "retail_price";
}

std::vector<analysis::CheckFailure> failures(const model::World& world, const ValidationFacts& f) {
  const auto& r = f.rolling;
  const Words spanish("es");
  std::vector<std::pair<double, analysis::CheckFailure>> found;
  const auto add = [&](double weight, std::string en, std::string es) {
    found.push_back({weight, {std::move(en), std::move(es)}});
  };
  for (int c = 0; c < model::hub_count; ++c) {
    for (int lead = 1; lead <= 5; ++lead) {
      const auto e = analysis::skill(
          pairs(r, m_learned, [&](const auto& s) { return s.lead == lead && s.country == c; }));
      if (e.n > 0 && e.value < 0)
        add(-e.value,
            fmt::format("Forecasts of {} {} year{} ahead are worse than a random walk: skill {}.",
                        country(world, c), lead, lead > 1 ? "s" : "", signed_estimate(e)),
            fmt::format("Los pronósticos de {} a {} año{} son peores que un paseo aleatorio: "
                        "destreza {}.",
                        country(world, c), lead, lead > 1 ? "s" : "", signed_estimate(e)));
    }
  }
  const auto after = analysis::skill(pairs(r, m_learned, late));
  if (after.n > 0 && after.low < 0)
    add(0.2, fmt::format("After 2008 skill cannot be told from none: {}.", signed_estimate(after)),
        fmt::format("Después de 2008 la destreza no se distingue de ninguna: {}.",
                    signed_estimate(after)));
  for (const auto& [key, x] : share_sums(r)) {
    const double ratio = x.model / x.persistence;
    if (ratio > 1.05)
      add(ratio - 1,
          fmt::format("Shares of regions in {}, lead {}: the model alone is {:.0f} % worse than "
                      "leaving them as they are.",
                      country(world, key.first), key.second, 100 * (ratio - 1)),
          fmt::format(
              "Proporciones de las regiones de {}, a {} años: el modelo solo es un {:.0f} % "
              "peor que dejarlas como están.",
              country(world, key.first), key.second, 100 * (ratio - 1)));
  }
  for (const auto& [key, c] :
       count_rows(r.rows, [](const RowScore& s) { return s.series + " " + s.place; })) {
    const double inside = double(c.in90) / c.n;
    if (c.n >= 4 && inside < 0.8)
      add(0.9 - inside,
          fmt::format("{}: only {:.0f} % of {} later figures lie in the 90 % interval.", key,
                      100 * inside, c.n),
          fmt::format(
              "{}: solo el {:.0f} % de {} cifras posteriores está en el intervalo del 90 %.", key,
              100 * inside, c.n));
  }
  for (const auto& c : f.posterior)
    if (c.n >= 4 && c.inside90 < 0.8)
      add(0.8 - c.inside90,
          fmt::format("{} {}: even after it was used, only {:.0f} % of {} figures lie in the 90 % "
                      "interval (bias {:+.1f} sd).",
                      c.series, c.place, 100 * c.inside90, c.n, c.bias),
          fmt::format("{} {}: incluso después de usarlas, solo el {:.0f} % de {} cifras está en el "
                      "intervalo del 90 % (sesgo {:+.1f} desviaciones típicas).",
                      c.series, c.place, 100 * c.inside90, c.n, c.bias));
  for (const auto& e : f.episodes)
    if (e.error.empty() && e.probability < 0.5)
      add(0.5 - e.probability + 0.3,
          fmt::format("Episode {} ({}): the right sign has a probability of {:.2f}.", e.episode.id,
                      e.episode.title, e.probability),
          fmt::format("Episodio {} ({}): el signo correcto tiene una probabilidad de {:.2f}.",
                      e.episode.id,
                      spanish.has("episode." + e.episode.id) ? spanish["episode." + e.episode.id]
                                                             : e.episode.title,
                      e.probability));
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<analysis::CheckFailure> texts;
  for (auto& x : found) texts.push_back(std::move(x.second));
  texts.push_back({"The design has seen all of these years. Only years after 2023 are blind.",
                   "El diseño ha visto todos estos años. Solo los posteriores a 2023 son ciegos."});
  texts.push_back(
      {"Observations are those published later, not those of the day: revisions are "
       "not replayed.",
       "Las observaciones son las publicadas después, no las de entonces: no se "
       "repiten las revisiones."});
  return texts;
}

std::string validation_markdown(const model::World& world, const ValidationFacts& f) {
  const auto& r = f.rolling;
  std::string out =
      "# Validation\n\nMade by `balloon validate --forecasts`; do not edit. The configuration was "
      "written down before "
      "(`docs/preregistration.md`), and says what had been looked at.\n\n## What this model gets "
      "wrong\n\n";
  for (const auto& failure : failures(world, f)) out += "- " + failure.en + "\n";
  out += "\n";
  out += skill_section(world, r) + zone_section(world, r) + row_section(r) + check_section(f) +
         episode_section(f);
  for (const char* name : {"headlines", "ablations", "simulation", "methods"})
    if (const auto at = f.sections.find(name); at != f.sections.end()) out += "\n" + at->second;
  out += "\n## What was run\n\n";
  out += fmt::format(
      "- Scored: {} forecasts of countries to {}; {} of {} members failed ({:.2f} %).\n",
      r.countries.size(), f.last_scored, r.failed, r.members,
      r.members > 0 ? 100.0 * double(r.failed) / double(r.members) : 0.0);
  out += "- Weights of structures by stacking, half-way to even:";
  for (std::size_t s = 0; s < r.final_weights.size(); ++s)
    out += fmt::format("{} {} {:.2f}", s > 0 ? ";" : "", model::structure_names[s],
                       r.final_weights[s]);
  std::string pools;
  for (const auto& [group, weight] : r.final_pools)
    pools += fmt::format("{} {} {:.2f}", pools.empty() ? "" : ";", group, weight);
  out += fmt::format(
      ".\n- Weights of the model in the pools:{}.\n- Settings: {}.\n- Data: {}.\n- Posterior: "
      "{}{}.\n- Configuration `{}`, the hash of: {}.\n",
      pools, f.settings, f.data_hash, f.posterior_hash,
      f.start_hash.empty() ? "" : "; forecasts start from " + f.start_hash,
      configuration_hash(f.configuration), configuration_text(f.configuration));
  return out;
}

std::string validation_json(const model::World& world, const ValidationFacts& f) {
  const auto& r = f.rolling;
  const auto estimate = [](const Estimate& e) {
    return nlohmann::ordered_json{{"value", e.value}, {"low", e.low}, {"high", e.high}, {"n", e.n}};
  };
  nlohmann::ordered_json j;
  j["posterior"] = f.posterior_hash;
  if (!f.start_hash.empty()) j["forecasts_start_from"] = f.start_hash;
  j["settings"] = f.settings;
  j["data"] = f.data_hash;
  j["configuration"] = configuration_hash(f.configuration);
  j["last_scored"] = f.last_scored;
  j["skill"] = estimate(analysis::skill(pairs(r, m_learned, always)));
  j["skill_after_2008"] = estimate(analysis::skill(pairs(r, m_learned, late)));
  j["coverage80"] = estimate(covered(r, m_learned, 80, always));
  j["coverage50"] = estimate(covered(r, m_learned, 50, always));
  j["pools"] = r.final_pools;
  j["weights"] = r.final_weights;
  for (const auto& w : failures(world, f)) j["failures"].push_back({{"en", w.en}, {"es", w.es}});
  j["members"] = f.member_hashes;
  return j.dump(1) + "\n";
}

}  // namespace balloon
