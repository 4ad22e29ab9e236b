// What limits an explanation, in sentences.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/explain_words.hpp"
#include "io/ledger_text.hpp"

namespace balloon::explain_words {

namespace {

/// Above this share of rows without a number a reader is told.
constexpr double many = 0.2, some = 0.02;

void add_rows(const Words& w, std::string_view method, const decision::RowCount& rows,
              std::vector<std::string>& list) {
  if (rows.rows == 0) return;
  const double failed = static_cast<double>(rows.failed) / rows.rows;
  const double undefined = static_cast<double>(rows.undefined) / rows.rows;
  const auto add = [&](const char* key, double share) {
    if (share > some)
      list.push_back(
          w.fill(key, {{"method", std::string(w[method])}, {"share", percent(w, share)}}));
  };
  add("why.note-failed", failed);
  add("why.note-undefined", undefined);
}

void add_channels(const Words& w, const ExplainStudy& study, std::vector<std::string>& list) {
  const auto& channels = *study.result.channels;
  const auto& s = channels.quantities.front().shapley;
  if (s.dropped > 0)
    list.push_back(
        w.fill("why.note-channels-failed",
               {{"dropped", w.plain(s.dropped)}, {"members", w.plain(s.dropped + s.members)}}));
  const bool from_1990 = study.plan.channels_from_1990;
  list.emplace_back(w[from_1990 ? "why.note-from-1990" : "why.note-from-window"]);
  const auto gain = std::find_if(channels.quantities.begin(), channels.quantities.end(),
                                 [](const auto& q) { return q.id == "gain"; });
  if (gain == channels.quantities.end()) return;
  const double none = gain->shapley.none.value;
  if (std::fabs(none) < 0.5) return;
  list.push_back(
      w.fill("why.note-none", {{"ha", figure(w, none, 2)},
                               {"more", from_1990 ? "" : std::string(w["why.note-none-more"])}}));
}

}  // namespace

std::vector<std::string> notes(const Words& w, const ExplainStudy& study) {
  using Kind = decision::ExplainedOutcome::Kind;
  std::vector<std::string> list;
  const auto& r = study.result;
  const auto say = [&](const char* key) { list.emplace_back(w[key]); };
  if (study.plan.outcome.kind == Kind::index) say("why.note-index");
  if (r.variance) {
    const auto& i = r.variance->indices;
    const int points = i.used + i.dropped;
    if (points > 0 && i.dropped > many * points)
      list.push_back(
          w.fill("why.note-dropped", {{"used", w.plain(i.used)}, {"points", w.plain(points)}}));
    bool wide = false;
    for (const auto& total : i.total) wide = wide || total.high - total.low > 0.3;
    if (wide) say("why.note-wide");
  }
  if (r.screen) add_rows(w, "why.screening", r.screen->rows, list);
  if (r.variance) add_rows(w, "why.shares", r.variance->rows, list);
  if (r.channels) add_channels(w, study, list);
  if (r.screen || r.variance)
    say(study.plan.posterior != nullptr ? "why.note-posterior" : "why.note-prior");
  if (r.variance && r.lever_effects && r.lever_effects->value.n > 0)
    list.push_back(
        w.fill("why.note-number", {{"members", with_interval(w, r.lever_effects->value)},
                                   {"independent", with_interval(w, r.variance->values)}}));
  if (r.lever_effects)
    list.push_back(w.fill("why.note-levers",
                          {{"scale", figure(w, r.lever_effects->scale, 2)},
                           {"added", study.plan.added.empty() ? ""
                                                              : w.fill("why.note-levers-added",
                                                                       {{"step", study.step}})}}));
  const auto worth = worth_text(study.run->study.draws, w);
  if (!worth.empty()) list.push_back(worth);
  for (const auto& note : study.run->study.draws.notes)
    list.push_back(w.fill("why.note-draws", {{"note", w.note(note)}}));
  return list;
}

}  // namespace balloon::explain_words
