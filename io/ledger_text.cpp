#include "io/ledger_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace balloon {

namespace {

using analysis::Interval;

/// The ledger of one study in one language.
class LedgerText {
 public:
  LedgerText(const analysis::Study& study, const Words& words,
             const std::map<std::string, std::string>& titles)
      : study_(study), world_(*study.world), words_(words), titles_(titles) {}

  std::string headline(const analysis::Arm& arm) const {
    const auto& ledger = arm.ledger;
    if (ledger.rows.empty()) return "";
    const auto& row = ledger.rows.back();
    std::vector<std::string> target;
    for (const int c : ledger.target_countries)
      target.push_back(country(static_cast<std::size_t>(c)));
    std::string out = "\n" +
                      words_.fill("terminal.against",
                                  {{"policy", title(arm)}, {"reference", study_.reference.id}}) +
                      "\n" +
                      words_.fill(ledger.target.empty()       ? "terminal.squeezed-none"
                                  : ledger.target.size() == 1 ? "terminal.squeezed-one"
                                                              : "terminal.squeezed",
                                  {{"count", whole(static_cast<double>(ledger.target.size()))},
                                   {"countries", words_.list(target)},
                                   {"month", month_name(ledger.window_start)},
                                   {"months", std::to_string(row.horizon)}}) +
                      "\n";
    out += line("terminal.net",
                words_.fill("terminal.net-value", {{"low", whole(row.net_low_structure)},
                                                   {"high", whole(row.net_high_structure)},
                                                   {"all", with_band(row.net, 0)}}));
    out += line("terminal.loss",
                words_.fill("terminal.loss-value",
                            {{"loss", with_band(row.loss, 0)}, {"gain", with_band(row.gain, 0)}}));
    std::string where = words_.fill("terminal.same-country", {{"ha", whole(row.home_ha.median)}});
    for (std::size_t c = 0; c < world_.countries.size(); ++c) {
      const bool empty = row.country_ha[c].low90 == 0 && row.country_ha[c].high90 == 0;
      if (!is_target(c, ledger) && !empty)
        where += fmt::format("; {} {}", country(c), whole(row.country_ha[c].median));
    }
    out += line("terminal.displaced", where);
    const auto index = analysis::range_of(row.index_by_structure);
    out += line("terminal.index",
                !row.index_defined ? std::string(words_["terminal.index-undefined"])
                : index.structures < 2
                    ? with_band(row.index, 2)
                    : words_.fill("terminal.index-value", {{"low", words_.plain(index.low, 2)},
                                                           {"high", words_.plain(index.high, 2)},
                                                           {"all", with_band(row.index, 2)}}));
    const auto share = whole(
        ledger.usable > 0 ? static_cast<double>(100 * row.members_with_fall / ledger.usable) : 0);
    const auto cost = money_text(row.cost.median, words_);
    return out +
           line("terminal.cost",
                row.members_with_fall * 2 > ledger.usable
                    ? words_.fill("terminal.cost-by-ha",
                                  {{"cost", cost},
                                   {"each", money_text(row.cost_per_net_hectare.median, words_)},
                                   {"share", share}})
                    : words_.fill("terminal.cost-no-fall", {{"cost", cost}, {"share", share}}));
  }

  std::string shares(int width) const {
    const auto& arm = study_.arms.front();
    std::string out = "\n" + words_.fill("terminal.shares", {{"policy", arm.id}}) + "\n" +
                      fmt::format("  {:>7} {:>20} {:>18}", words_["terminal.months"],
                                  words_["terminal.in-place"], words_["terminal.home"]);
    std::vector<std::size_t> shown;
    for (std::size_t c = 0;
         c < model::hub_count && static_cast<int>(shown.size()) < (width - 70) / 15; ++c)
      if (!is_target(c, arm.ledger)) shown.push_back(c);
    for (const auto c : shown) out += fmt::format(" {:>16}", country(c));
    out += fmt::format(" {:>18}\n", words_["terminal.gone"]);
    for (const auto& row : arm.ledger.rows) {
      out += fmt::format("  {:>7}", row.horizon);
      if (!row.shares_defined) {
        out += " " + std::string(words_["terminal.shares-undefined"]) + "\n";
        continue;
      }
      out += fmt::format(" {:>20} {:>18}", with_band(row.in_place, 0), with_band(row.home, 0));
      for (const auto c : shown) out += fmt::format(" {:>16}", with_band(row.country[c], 0));
      out += fmt::format(" {:>18}\n", with_band(row.gone, 0));
    }
    return out;
  }

 private:
  std::string whole(double x) const { return words_.plain(x); }
  std::string with_band(const Interval& i, int decimals) const {
    return words_.interval(words_.plain(i.median, decimals), words_.plain(i.low90, decimals),
                           words_.plain(i.high90, decimals));
  }
  std::string line(std::string_view key, const std::string& value) const {
    return fmt::format("  {:<27} {}\n", words_[key], value);
  }
  std::string country(std::size_t c) const {
    return words_.place(world_, world_.countries[c], world_.countries[c]);
  }
  std::string title(const analysis::Arm& arm) const {
    const auto found = titles_.find(arm.id);
    return found == titles_.end() ? arm.title : found->second;
  }
  static bool is_target(std::size_t c, const analysis::Ledger& ledger) {
    const auto& own = ledger.target_countries;
    return std::find(own.begin(), own.end(), static_cast<int>(c)) != own.end();
  }

  const analysis::Study& study_;
  const model::World& world_;
  const Words& words_;
  const std::map<std::string, std::string>& titles_;
};

}  // namespace

std::string calibration_text(const analysis::DrawSource& draws, const Words& words) {
  if (!draws.posterior) return std::string(words["terminal.not-calibrated"]);
  return words.fill("terminal.calibrated", {{"year", Words::year(draws.posterior->origin())}});
}

std::string worth_text(const analysis::DrawSource& draws, const Words& words) {
  if (!draws.posterior || !draws.check || !draws.check->skill || !draws.check->skill_after_2008)
    return "";
  const auto figure = [&](const analysis::CheckFigure& x) {
    return words.interval(words.plain(x.value, 2), words.plain(x.low, 2), words.plain(x.high, 2));
  };
  return words.fill("terminal.skill", {{"all", figure(*draws.check->skill)},
                                       {"late", figure(*draws.check->skill_after_2008)}});
}

std::string money_text(double usd, const Words& words) {
  const double size = std::fabs(usd);
  if (size >= 1e9)
    return words.fill("terminal.usd-billion", {{"value", words.plain(usd / 1e9, 2)}});
  if (size >= 1e6) return words.fill("terminal.usd-million", {{"value", words.plain(usd / 1e6)}});
  return words.fill("terminal.usd", {{"value", words.plain(usd)}});
}

std::string ledger_text(const analysis::Study& study, const Words& words,
                        const std::map<std::string, std::string>& titles, int width) {
  const LedgerText text(study, words, titles);
  std::string out;
  for (const auto& arm : study.arms) out += text.headline(arm);
  if (study.arms.empty() || study.arms.front().ledger.rows.empty()) return out;
  const auto worth = worth_text(study.draws, words);
  return out + text.shares(width) + "\n" +
         words.fill("terminal.end", {{"members", words.plain(study.options.members)},
                                     {"failed", words.plain(study.arms.front().ledger.failed)},
                                     {"calibration", calibration_text(study.draws, words)}}) +
         "\n" + (worth.empty() ? "" : worth + "\n");
}

}  // namespace balloon
